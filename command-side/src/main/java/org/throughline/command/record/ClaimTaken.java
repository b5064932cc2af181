package org.throughline.command.record;

/** Nothing was recorded, because something that can be true only once already is. */
public final class ClaimTaken extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final transient HeldClaim by;

    ClaimTaken(HeldClaim by) {
        super("A claim is taken: " + by.claim().kind().stored());
        this.by = by;
    }

    /** The claim in the way. */
    public HeldClaim by() {
        return by;
    }
}
