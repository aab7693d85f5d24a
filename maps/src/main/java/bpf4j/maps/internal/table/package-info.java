/**
 * Entries of maps as tables: {@code Columns} takes keys and values apart into numbers and texts;
 * {@code TableText} writes them as lines, CSV and OpenMetrics.
 */
package bpf4j.maps.internal.table;
