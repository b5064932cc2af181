package org.throughline.command.intake;

/** Something cannot be done with an import as it stands. */
final class ImportRefused extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final int status;
    private final String code;

    private ImportRefused(int status, String code, String sentence) {
        super(sentence);
        this.status = status;
        this.code = code;
    }

    static ImportRefused unknown() {
        return new ImportRefused(404, "import-not-found", "There is no such import on this node.");
    }

    static ImportRefused now(String sentence) {
        return new ImportRefused(409, "import-not-possible", sentence);
    }

    static ImportRefused tooLarge(long bytes) {
        return new ImportRefused(413, "body-too-large", "The file is larger than " + bytes / 1024 / 1024 + " MB.");
    }

    int status() {
        return status;
    }

    String code() {
        return code;
    }
}
