package org.throughline.command.record;

/**
 * A claim that is taken.
 *
 * @param firstPosition the first event of the append that took it
 * @param lastPosition the last event of that append
 */
public record HeldClaim(Claim claim, long firstPosition, long lastPosition) {}
