package io.jobferry.testkit;

/** The arguments of one command line, read from left to right with the leniency and the strictness of the server. */
final class BeanstalkdLine {
    private static final int LONGEST_NAME = 200;
    private static final long U32_MAX = 0xffff_ffffL;

    private final String text;
    private int at;

    BeanstalkdLine(String text, int at) {
        this.text = text;
        this.at = at;
    }

    /** The line is not what the command wants. It costs no stack trace: clients get it back as BAD_FORMAT. */
    static final class BadFormat extends Exception {
        private static final long serialVersionUID = 1;

        BadFormat() {
            super("BAD_FORMAT", null, false, false);
        }
    }

    /** A number below 2^32: spaces, then digits only. */
    long u32() throws BadFormat {
        long number = u64();
        if (number < 0 || number > U32_MAX) {
            throw new BadFormat();
        }
        return number;
    }

    /** A number below 2^64, unsigned. */
    long u64() throws BadFormat {
        skipSpaces();
        String digits = digits();
        try {
            return Long.parseUnsignedLong(digits);
        } catch (NumberFormatException e) {
            // None, or too many.
            throw new BadFormat();
        }
    }

    /** C's strtol, which the server reads a time-out with: no digits are 0, the rest of the line does not matter. */
    long strtol() throws BadFormat {
        skipWhitespace();
        boolean negative = sign();
        String digits = digits();
        try {
            return digits.isEmpty() ? 0 : Long.parseLong((negative ? "-" : "") + digits);
        } catch (NumberFormatException e) {
            throw new BadFormat();
        }
    }

    /** C's strtoul cut to 32 bits, which the server reads the bound of a kick with: -1 is the largest. */
    long strtoul() throws BadFormat {
        skipWhitespace();
        boolean negative = sign();
        long number;
        try {
            number = Long.parseUnsignedLong(digits());
        } catch (NumberFormatException e) {
            throw new BadFormat();
        }
        return (negative ? -number : number) & U32_MAX;
    }

    /** The rest of the line, which must be the name of a tube. */
    String tube() throws BadFormat {
        String name = text.substring(at);
        at = text.length();
        return requireTube(name);
    }

    /** A word of the characters that a name may have; not yet known to be a name. */
    String word() throws BadFormat {
        skipSpaces();
        int start = at;
        while (at < text.length() && isNameCharacter(text.charAt(at))) {
            at++;
        }
        if (at == start) {
            throw new BadFormat();
        }
        return text.substring(start, at);
    }

    static String requireTube(String name) throws BadFormat {
        if (name.isEmpty()
                || name.length() > LONGEST_NAME
                || name.charAt(0) == '-'
                || !name.chars().allMatch(c -> isNameCharacter((char) c))) {
            throw new BadFormat();
        }
        return name;
    }

    void end() throws BadFormat {
        if (at != text.length()) {
            throw new BadFormat();
        }
    }

    private String digits() {
        int start = at;
        while (at < text.length() && isDigit(text.charAt(at))) {
            at++;
        }
        return text.substring(start, at);
    }

    private boolean sign() {
        char next = at < text.length() ? text.charAt(at) : ' ';
        if (next == '+' || next == '-') {
            at++;
        }
        return next == '-';
    }

    private void skipSpaces() {
        while (at < text.length() && text.charAt(at) == ' ') {
            at++;
        }
    }

    private void skipWhitespace() {
        while (at < text.length() && " \t\n\u000b\f\r".indexOf(text.charAt(at)) >= 0) {
            at++;
        }
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    private static boolean isNameCharacter(char c) {
        return isDigit(c) || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || "-+/;.$_()".indexOf(c) >= 0;
    }
}
