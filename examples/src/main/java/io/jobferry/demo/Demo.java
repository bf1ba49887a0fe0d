package io.jobferry.demo;

/** What {@code ./demo} runs: jobs on their way through a process that is killed, and an account of every one of them. */
public final class Demo {
    private Demo() {}

    /** Exits with 0 only if the kill happened and no job was lost; 2 if an option is wrong or there is no server. */
    public static void main(String[] args) throws Exception {
        DemoOptions options;
        try {
            options = DemoOptions.parse(args);
            options.requireServer();
        } catch (IllegalArgumentException e) {
            System.err.println(e.getMessage() + "; see ./demo --help");
            System.exit(2);
            return;
        }
        System.exit(run(options) ? 0 : 1);
    }

    private static boolean run(DemoOptions options) throws Exception {
        try (Stage stage = new Stage(options)) {
            Runtime.getRuntime().addShutdownHook(new Thread(stage::interrupt));
            Report report = options.kafka() ? new KafkaDemo(stage, options).run() : new RouteDemo(stage, options).run();
            stage.out().println();
            report.print(stage.out());
            stage.out().println();
            stage.out().println(report.isGood() ? "Nothing was lost." : "This is not as it should be.");
            if (options.keep()) {
                stage.keep();
            }
            return report.isGood();
        }
    }
}
