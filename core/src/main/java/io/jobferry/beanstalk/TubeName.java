package io.jobferry.beanstalk;

import java.util.List;

/**
 * The names that beanstalkd takes for tubes ("protocol.txt", names). Checked before a byte is sent: a name with a line
 * break in it would be read as commands.
 */
final class TubeName {
    private static final int LONGEST = 200;
    private static final String OTHERS = "-+/;.$_()";

    private TubeName() {}

    /** The same name. */
    static String checked(String name) {
        if (name.isEmpty() || name.length() > LONGEST) {
            throw new IllegalArgumentException("tube name is not of 1 to 200 bytes: " + name.length() + " characters");
        }
        if (name.charAt(0) == '-') {
            throw new IllegalArgumentException("tube name begins with '-': \"" + name + "\"");
        }
        for (int i = 0; i < name.length(); i++) {
            if (!isAllowed(name.charAt(i))) {
                throw new IllegalArgumentException("tube name has a character outside A-Z a-z 0-9 " + OTHERS + ": U+"
                        + String.format("%04X", (int) name.charAt(i)) + " at " + i);
            }
        }
        return name;
    }

    /** The names, each once. */
    static List<String> checked(List<String> names) {
        if (names.isEmpty()) {
            throw new IllegalArgumentException("no tube is named");
        }
        return names.stream().map(TubeName::checked).distinct().toList();
    }

    private static boolean isAllowed(char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || OTHERS.indexOf(c) >= 0;
    }
}
