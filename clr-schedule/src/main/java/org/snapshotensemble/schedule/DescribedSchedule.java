package org.snapshotensemble.schedule;

/** A schedule that has a text form. */
interface DescribedSchedule extends Schedule {

    ScheduleSpec spec();
}
