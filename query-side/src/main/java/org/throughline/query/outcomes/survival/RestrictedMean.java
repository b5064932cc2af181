package org.throughline.query.outcomes.survival;

/**
 * The mean number of event-free days within a horizon: the area under the survival curve up to it.
 *
 * @param horizon the day up to which is counted
 * @param days the mean
 * @param standardError of the mean
 */
public record RestrictedMean(int horizon, double days, double standardError) {}
