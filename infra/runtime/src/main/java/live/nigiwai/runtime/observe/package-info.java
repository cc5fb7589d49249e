/**
 * What operators see of the running program. {@link live.nigiwai.runtime.observe.Metrics} holds the
 * numbers; features get its registry through their constructors and name theirs {@code
 * nigiwai.<module>.<thing>}. Log lines are laid out by {@code logback.xml} in this module's
 * resources.
 */
@NullMarked
package live.nigiwai.runtime.observe;

import org.jspecify.annotations.NullMarked;
