package org.snapshotensemble.schedule;

/** A schedule that has a text form, which is also its {@code toString()}. */
interface DescribedSchedule extends Schedule {

    ScheduleSpec spec();
}
