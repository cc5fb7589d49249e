/**
 * The door: {@link live.nigiwai.web.Main} and, behind it, the packages that put everything
 * together.
 *
 * <p>Read {@code app} first ({@code Assembly} is the table of contents of the whole program, in
 * start order), then {@code http} for the public port, {@code session} and {@code show} for who and
 * what, and {@code demo} for the show that comes with it.
 */
@NullMarked
package live.nigiwai.web;

import org.jspecify.annotations.NullMarked;
