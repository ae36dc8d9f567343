package com.example;

import org.nd4j.linalg.lossfunctions.impl.LossMCXENT;

/** A loss of a person's own. */
@SuppressWarnings("serial")
public final class MyLoss extends LossMCXENT {}
