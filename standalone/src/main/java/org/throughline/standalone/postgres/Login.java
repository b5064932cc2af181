package org.throughline.standalone.postgres;

/** A login role of the databases and its password. */
public record Login(String user, String password) {

    /** Without the password, so that no log can have it. */
    @Override
    public String toString() {
        return user;
    }
}
