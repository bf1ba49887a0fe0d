package io.jobferry.bench;

import io.jobferry.bench.Contender.Role;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * A chart in SVG: a bar for each contender, as long as its speed is to that of the raw program. Its colours, the page's
 * too, follow the reader's theme: a reader whose system says another than the site around the chart can read it all the same.
 */
final class Chart {
    private static final int WIDTH = 900;
    private static final int LEFT = 330;
    private static final int RIGHT = 800;
    private static final double MOST = 1.5;
    private static final double STEP = 0.25;
    private static final int TOP = 46;
    private static final int GROUP = 30;
    private static final int ROW = 22;
    private static final int BAR = 14;
    private static final int WHISKER = 3;

    private static final String STYLE = """
            <style>
              text { font: 12px system-ui, sans-serif; fill: #1f2328 }
              .page { fill: #ffffff }
              .head { font-weight: 600 }
              .ours { fill: #2563c9 }
              .peer { fill: #8b949e }
              .band { fill: #d29922; fill-opacity: 0.3 }
              .grid { stroke: #8b949e; stroke-opacity: 0.35 }
              .one, .whisker { stroke: #1f2328 }
              @media (prefers-color-scheme: dark) {
                text { fill: #e6edf3 }
                .page { fill: #0d1117 }
                .ours { fill: #58a6ff }
                .peer { fill: #6e7681 }
                .one, .whisker { stroke: #e6edf3 }
              }
            </style>
            """;

    private final List<Group> groups;
    private final StringBuilder svg = new StringBuilder();

    private Chart(List<Group> groups) {
        this.groups = groups;
    }

    /**
     * Bars of one suite.
     *
     * @param noise what two runs of the raw program differ by
     */
    record Group(String title, Spread noise, List<Bar> bars) {}

    /**
     * One contender.
     *
     * @param speed to the raw program's; more is faster
     */
    record Bar(String name, Role role, Spread speed) {}

    static String svg(List<Group> groups) {
        return new Chart(groups).draw();
    }

    private String draw() {
        int height = TOP
                + groups.stream()
                        .mapToInt(group -> GROUP + ROW * group.bars().size())
                        .sum()
                + GROUP;
        svg.append("<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\" role=\"img\" "
                .formatted(WIDTH, height));
        svg.append("aria-labelledby=\"title desc\">\n");
        svg.append("<title id=\"title\">Speed beside a raw socket program, which is 1</title>\n");
        svg.append("<desc id=\"desc\">").append(escaped(description())).append("</desc>\n");
        svg.append(STYLE);
        rect("page", 0, 0, WIDTH, height);
        text(LEFT, 16, "start", "head", "Speed beside a raw socket program, which is 1");
        for (int i = 0; i <= MOST / STEP; i++) {
            line(i * STEP == 1 ? "one" : "grid", x(i * STEP), TOP - 8, x(i * STEP), height - GROUP);
            text(x(i * STEP), TOP - 12, "middle", "", String.format(Locale.ROOT, "%.2f", i * STEP));
        }
        int y = TOP;
        for (Group group : groups) {
            group(group, y);
            y += GROUP + ROW * group.bars().size();
        }
        text(
                LEFT,
                height - 10,
                "start",
                "",
                "bar: median of rounds · line: min to max · shade: raw program beside itself");
        return svg.append("</svg>\n").toString();
    }

    private String description() {
        return groups.stream()
                .map(group -> group.title() + ": "
                        + group.bars().stream()
                                .map(bar -> bar.name() + " "
                                        + Spread.text(bar.speed().median()))
                                .collect(Collectors.joining(", ")))
                .collect(Collectors.joining(". ", "", "."));
    }

    private void group(Group group, int y) {
        text(8, y + GROUP - 9, "start", "head", group.title());
        double from = x(group.noise().min());
        rect(
                "band",
                from,
                y + GROUP - ROW + BAR,
                x(group.noise().max()) - from,
                ROW * (group.bars().size() + 1) - BAR);
        int row = y + GROUP;
        for (Bar bar : group.bars()) {
            bar(bar, row);
            row += ROW;
        }
    }

    private void bar(Bar bar, int y) {
        Spread speed = bar.speed();
        int middle = y + BAR / 2;
        text(LEFT - 8, middle + 4, "end", "", bar.name());
        rect(bar.role() == Role.OURS ? "ours" : "peer", LEFT, y, x(speed.median()) - LEFT, BAR);
        line("whisker", x(speed.min()), middle, x(speed.max()), middle);
        line("whisker", x(speed.min()), middle - WHISKER, x(speed.min()), middle + WHISKER);
        line("whisker", x(speed.max()), middle - WHISKER, x(speed.max()), middle + WHISKER);
        text(RIGHT + 12, middle + 4, "start", "", Spread.text(speed.median()));
    }

    /** What is beyond the scale ends at its end: the number beside the bar says how much it is. */
    private static double x(double speed) {
        return LEFT + (RIGHT - LEFT) * Math.min(speed, MOST) / MOST;
    }

    private void rect(String style, double x, double y, double width, double height) {
        svg.append(String.format(
                Locale.ROOT,
                "<rect class=\"%s\" x=\"%.1f\" y=\"%.1f\" width=\"%.1f\" height=\"%.1f\"/>\n",
                style,
                x,
                y,
                width,
                height));
    }

    private void line(String style, double x1, double y1, double x2, double y2) {
        svg.append(String.format(
                Locale.ROOT,
                "<line class=\"%s\" x1=\"%.1f\" y1=\"%.1f\" x2=\"%.1f\" y2=\"%.1f\"/>\n",
                style,
                x1,
                y1,
                x2,
                y2));
    }

    private void text(double x, double y, String anchor, String style, String text) {
        svg.append(String.format(
                Locale.ROOT,
                "<text class=\"%s\" x=\"%.1f\" y=\"%.1f\" text-anchor=\"%s\">%s</text>\n",
                style,
                x,
                y,
                anchor,
                escaped(text)));
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }
}
