package io.jobferry.kafka;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

/** A plugin's archive, as its module's build has made it. */
public record PluginZip(Path file) {
    /**
     * The archive of this module, {@code connect-beanstalk}.
     *
     * @throws IllegalStateException if the module was not packaged, or this JVM runs outside of the project
     */
    public static PluginZip of(String module) throws IOException {
        Path target = KafkaLibraries.project().resolve(module).resolve("target");
        String name = "jobferry-" + module + "-*.zip";
        if (Files.isDirectory(target)) {
            try (Stream<Path> files = Files.list(target)) {
                var matcher = target.getFileSystem().getPathMatcher("glob:" + name);
                List<Path> archives = files.filter(file -> matcher.matches(file.getFileName()))
                        .sorted()
                        .toList();
                if (archives.size() == 1) {
                    return new PluginZip(archives.get(0));
                }
            }
        }
        throw new IllegalStateException("not one " + name + " in " + target + ": package the module " + module);
    }

    /** The paths of the files in it. */
    public Set<String> files() throws IOException {
        Set<String> files = new TreeSet<>();
        each((name, content) -> files.add(name));
        return files;
    }

    /** Unpacks it into this directory, which is one of a worker's plugin.path. */
    public void unpack(Path directory) throws IOException {
        each((name, content) -> {
            Path unpacked = directory.resolve(name);
            Files.createDirectories(unpacked.getParent());
            Files.copy(content, unpacked);
        });
    }

    private interface Visitor {
        void visit(String name, InputStream content) throws IOException;
    }

    private void each(Visitor visitor) throws IOException {
        try (ZipInputStream zip = new ZipInputStream(Files.newInputStream(file))) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                if (!entry.isDirectory()) {
                    visitor.visit(entry.getName(), zip);
                }
            }
        }
    }
}
