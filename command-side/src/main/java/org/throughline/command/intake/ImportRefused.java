package org.throughline.command.intake;

import org.springframework.util.unit.DataSize;

/** Something cannot be done with an import as it stands. */
final class ImportRefused extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final int status;
    private final String code;
    private final String title;
    private final String whatToDo;

    private ImportRefused(int status, String code, String title, String sentence, String whatToDo) {
        super(sentence);
        this.status = status;
        this.code = code;
        this.title = title;
        this.whatToDo = whatToDo;
    }

    static ImportRefused unknown() {
        return new ImportRefused(
                404,
                "import-not-found",
                "No such import",
                "There is no such import, or it was deleted.",
                "Look at the list of imports, or create it again: what is recorded already is left alone.");
    }

    static ImportRefused now(String sentence, String whatToDo) {
        return new ImportRefused(409, "import-not-possible", "Not possible as it stands", sentence, whatToDo);
    }

    static ImportRefused mappingTooLarge(int bytes) {
        return tooLarge(
                "The mapping is larger than " + bytes / 1024 + " KiB.",
                "Name values that are used several times once.");
    }

    static ImportRefused fileTooLarge(DataSize largest) {
        var megabytes = Math.max(1, largest.toMegabytes());
        return tooLarge(
                "The file is larger than " + megabytes + " MB.",
                "Divide it, and import the parts one after the other with the same mapping.");
    }

    private static ImportRefused tooLarge(String sentence, String whatToDo) {
        return new ImportRefused(413, "body-too-large", "Too large", sentence, whatToDo);
    }

    static ImportRefused otherFormat(Mapping.Format format) {
        return form(
                "The mapping says that the file is " + format.code() + ", and it is sent as something else.",
                "Send it as " + format.mediaType() + ", or create the import with another mapping.");
    }

    static ImportRefused otherCharset() {
        return form("A file is taken in UTF-8 only.", "Write the file in UTF-8, and send it without another charset.");
    }

    private static ImportRefused form(String sentence, String whatToDo) {
        return new ImportRefused(415, "unsupported-media-type", "Not in the form expected", sentence, whatToDo);
    }

    int status() {
        return status;
    }

    String code() {
        return code;
    }

    String title() {
        return title;
    }

    String whatToDo() {
        return whatToDo;
    }
}
