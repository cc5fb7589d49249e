/**
 * Load generators and benchmarks, one class each, started by {@code ./nigiwai bench NAME}. Every
 * one measures a yardstick beside ours and prints the ratio.
 */
@NullMarked
package live.nigiwai.bench;

import org.jspecify.annotations.NullMarked;
