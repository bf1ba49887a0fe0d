package io.jobferry.bench;

import java.util.List;

/**
 * What a benchmark found out.
 *
 * @param markdown a heading and a table
 * @param chart what of it goes into the chart; may be empty
 */
record Findings(String markdown, List<Chart.Group> chart) {}
