/**
 * Owns what remains of a show: the recording of every rung while it is live, its recovery after a
 * crash, the pictures beside it, its way to other storage, its MP4 and its end.
 *
 * <p>Read in this order: {@link live.nigiwai.ingest.archive.Recordings} (the door), {@link
 * live.nigiwai.ingest.archive.Recording} (one show's), {@code IndexLine} and {@code Ledger} (what
 * makes a segment count), {@code Scribe} and {@code RecordingWriter} (who writes), {@code
 * Recovery}, {@code ArchiveStorage} (where closed chunks go), {@code Mp4Export}, {@code
 * SpriteSheets}, {@code RecordingEndpoints}.
 *
 * <p>One rule carries the weight: bytes first, then one line with a checksum in the index. Whatever
 * has no line does not exist, so a crash at any byte costs at most the segment it hit, and nothing
 * has to be repaired.
 */
@NullMarked
package live.nigiwai.ingest.archive;

import org.jspecify.annotations.NullMarked;
