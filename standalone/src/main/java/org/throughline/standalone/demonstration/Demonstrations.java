package org.throughline.standalone.demonstration;

/** What is loaded unless somebody asks for something else. */
public final class Demonstrations {
    /** The seed of the standalone start. */
    public static final long SEED = 20_260_104;

    /** Enough for every page to look alive. */
    public static final int JOURNEYS = 300;

    private Demonstrations() {}
}
