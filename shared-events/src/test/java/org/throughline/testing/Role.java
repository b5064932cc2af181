package org.throughline.testing;

/** The login roles of Throughline's databases, the same in tests as everywhere else. */
public enum Role {
    /** Owns the databases and runs the migrations. */
    OWNER("throughline_owner"),
    /** What command-side logs in as: it has only what the migrations grant. */
    COMMAND("throughline_command"),
    /** What query-side logs in as: it has only what the migrations grant. */
    QUERY("throughline_query");

    private final String user;

    Role(String user) {
        this.user = user;
    }

    /** The name of the login role. */
    public String user() {
        return user;
    }

    /** Its password, on test servers only. */
    public String password() {
        return user + "-in-tests";
    }
}
