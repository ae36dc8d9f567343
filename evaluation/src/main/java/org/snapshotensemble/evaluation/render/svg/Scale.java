package org.snapshotensemble.evaluation.render.svg;

import java.util.List;

/** Where on an axis a value lies. */
public sealed interface Scale permits LinearScale, LogScale {

    /** The coordinate of a value; one outside of the axis is put at its nearer end. */
    double at(double value);

    /** The values to mark, lowest first. */
    List<Double> ticks();

    /** The coordinate of the lowest value. */
    double from();

    /** The coordinate of the highest value. */
    double to();
}
