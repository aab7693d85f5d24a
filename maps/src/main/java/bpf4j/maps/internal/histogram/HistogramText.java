package bpf4j.maps.internal.histogram;

import bpf4j.maps.Histogram;
import bpf4j.maps.Histogram.Bucket;
import bpf4j.syscall.system.Terminal;
import java.util.List;
import java.util.Locale;

/** Draws histograms with characters. */
public final class HistogramText {

  private static final int MIN_COLUMNS = 40;
  private static final int MAX_BAR = 40;
  private static final int MIN_BAR = 8;
  private static final String ARROW = " -> ";

  private final Histogram histogram;
  private final List<Bucket> rows;
  private final int fromWidth;
  private final int toWidth;
  private final int countWidth;
  private final int barWidth;

  private HistogramText(Histogram histogram, int columns) {
    this.histogram = histogram;
    this.rows = used(histogram.buckets());
    this.fromWidth = width(rows.stream().map(HistogramText::from).toList(), 1);
    int unit = histogram.unit().length() - fromWidth - ARROW.length();
    this.toWidth = width(rows.stream().map(HistogramText::to).toList(), unit);
    this.countWidth = width(rows.stream().map(b -> Long.toString(b.count())).toList(), 5);
    int label = fromWidth + ARROW.length() + toWidth;
    int left = columns - label - countWidth - " :  ||".length();
    this.barWidth = Math.max(MIN_BAR, Math.min(MAX_BAR, left));
  }

  /** {@return the width of this terminal, 80 if there is none} */
  public static int columns() {
    return Math.max(MIN_COLUMNS, Terminal.columns().orElse(80));
  }

  /**
   * {@return bars and a summary}
   *
   * @param histogram the histogram
   * @param columns how wide lines may be
   */
  public static String of(Histogram histogram, int columns) {
    if (columns < MIN_COLUMNS) {
      throw new IllegalArgumentException(
          columns + " columns are too few for bars; give at least " + MIN_COLUMNS);
    }
    return histogram.count() == 0
        ? "no values" + (histogram.unit().isEmpty() ? "" : " (" + histogram.unit() + ")")
        : new HistogramText(histogram, columns).text();
  }

  private static List<Bucket> used(List<Bucket> buckets) {
    int first = 0;
    int last = buckets.size() - 1;
    while (buckets.get(first).count() == 0) {
      first++;
    }
    while (buckets.get(last).count() == 0) {
      last--;
    }
    return buckets.subList(first, last + 1);
  }

  private static int width(List<String> texts, int least) {
    return Math.max(least, texts.stream().mapToInt(String::length).max().orElse(0));
  }

  private String text() {
    StringBuilder out = new StringBuilder();
    int label = fromWidth + ARROW.length() + toWidth;
    out.append(right(histogram.unit(), fromWidth))
        .append(" ".repeat(label - Math.max(fromWidth, histogram.unit().length())))
        .append(" : ")
        .append(right("count", countWidth))
        .append(" distribution\n");
    long most = rows.stream().mapToLong(Bucket::count).max().orElse(1);
    for (Bucket bucket : rows) {
      out.append(right(from(bucket), fromWidth))
          .append(to(bucket).isEmpty() ? " ".repeat(ARROW.length()) : ARROW)
          .append(to(bucket))
          .append(" ".repeat(toWidth - to(bucket).length()))
          .append(" : ")
          .append(right(Long.toString(bucket.count()), countWidth))
          .append(" |")
          .append(bar(bucket.count(), most))
          .append("|\n");
    }
    return out.append(summary()).toString();
  }

  private String summary() {
    String unit = histogram.unit().isEmpty() ? "" : " " + histogram.unit();
    return String.format(
        Locale.ROOT,
        "count %d, mean %.1f%s, p50 %d, p90 %d, p99 %d",
        histogram.count(),
        histogram.mean(),
        unit,
        histogram.percentile(50),
        histogram.percentile(90),
        histogram.percentile(99));
  }

  private String bar(long count, long most) {
    int stars = (int) Math.round((double) count / most * barWidth);
    return "*".repeat(stars) + " ".repeat(barWidth - stars);
  }

  private static String right(String text, int width) {
    return " ".repeat(Math.max(0, width - text.length())) + text;
  }

  private static String from(Bucket bucket) {
    return bucket.from() == Long.MIN_VALUE ? "less" : Long.toString(bucket.from());
  }

  /** Empty for a bucket of one value. */
  private static String to(Bucket bucket) {
    if (bucket.to() == bucket.from()) {
      return "";
    }
    return bucket.to() == Long.MAX_VALUE ? "more" : Long.toString(bucket.to());
  }
}
