/**
 * PostgreSQL as features use it: blocking, straight-line SQL on virtual threads.
 *
 * <p>Read {@link live.nigiwai.runtime.postgres.Database} first, then {@link
 * live.nigiwai.runtime.postgres.Sql}. {@link live.nigiwai.runtime.postgres.EmbeddedPostgres} runs a
 * real server where no database URL is given; {@link live.nigiwai.runtime.postgres.Migrations}
 * brings either one up to date; {@link live.nigiwai.runtime.postgres.DatabaseClock} is the clock
 * all entries and pictures share.
 */
@NullMarked
package live.nigiwai.runtime.postgres;

import org.jspecify.annotations.NullMarked;
