package com.example;

import org.nd4j.linalg.activations.impl.ActivationTanH;

/** An activation of a person's own. */
@SuppressWarnings("serial")
public final class MyActivation extends ActivationTanH {}
