/**
 * How the program starts and stops.
 *
 * <p>Read {@link live.nigiwai.runtime.lifecycle.Lifecycle} first: what was started is stopped in
 * reverse, each step bounded in time. {@link live.nigiwai.runtime.lifecycle.StartupProblem} is what
 * an operator reads when a start is refused; {@link live.nigiwai.runtime.lifecycle.DataFolder} is
 * the folder one running program has to itself.
 */
@NullMarked
package live.nigiwai.runtime.lifecycle;

import org.jspecify.annotations.NullMarked;
