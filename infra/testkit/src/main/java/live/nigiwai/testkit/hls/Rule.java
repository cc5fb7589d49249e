package live.nigiwai.testkit.hls;

import java.util.Locale;

/** What a presentation must keep to. Names are stable: reports and tests speak of them. */
public enum Rule {
  // One playlist
  SYNTAX("4.1-4.4", "tags and attributes are written as defined, single ones once"),
  VERSION("8", "EXT-X-VERSION covers what is used"),
  TARGET_DURATION("4.4.3.1", "every rounded EXTINF is at most the target duration"),
  HOLD_BACK("4.4.3.8", "HOLD-BACK is at least three target durations"),
  PART_HOLD_BACK("4.4.3.8, HLS authoring", "PART-HOLD-BACK is at least three part targets"),
  SKIP_UNTIL("4.4.3.8", "CAN-SKIP-UNTIL is at least six target durations"),
  PART_TOO_LONG("4.4.4.9", "no part is longer than PART-TARGET"),
  PART_TOO_SHORT("4.4.4.9", "parts last 85 % of PART-TARGET unless last, independent or at a gap"),
  PART_SUM("4.4.4.1, 4.4.4.9", "EXTINF is the sum of its parts"),
  PARTS_AT_EDGE("6.2.2", "segments within three target durations of the end list their parts"),
  GAP_PARTS("6.2.1", "parts of a gap are gaps"),
  DATE_PRESENT("HLS authoring", "every segment, also the open one, has a PROGRAM-DATE-TIME"),
  DATE_CONTINUOUS("6.2.1", "dates go on by EXTINF, within one frame, and never back"),
  MAP_PRESENT("4.4.4.5", "every fMP4 segment has an EXT-X-MAP"),
  HINT_PRESENT(
      "4.4.5.3, 6.2.6", "a low-latency playlist hints the next part, an ended one nothing"),
  WINDOW("6.2.2", "a live playlist that drops segments lists at least three target durations"),
  DATERANGE("4.4.5.1", "date ranges have a start, and one id has one set of attributes"),

  // Versions of one playlist
  TARGET_DURATION_CONSTANT("6.2.1", "EXT-X-TARGETDURATION never changes"),
  PART_TARGET_CONSTANT("4.4.3.7", "PART-TARGET never changes"),
  SERVER_CONTROL_CONSTANT("4.4.3.8", "EXT-X-SERVER-CONTROL never changes"),
  SEQUENCE("6.2.2", "segments leave only at the head, counted; nothing published disappears"),
  SEGMENT_CHANGED("6.2.1", "a published segment never changes"),
  PART_CHANGED("6.2.1", "a published part never changes"),
  DISCONTINUITY_SEQUENCE("6.2.2", "a segment's discontinuity number never changes"),
  GROWTH("6.2.1", "a live playlist has a new segment within 1.5 target durations"),
  HINT_KEPT("6.2.6", "the hinted part is the next one listed"),
  ENDED_UNCHANGED("4.4.3.4", "nothing changes after EXT-X-ENDLIST"),

  // Asking for playlists
  BLOCKING_RELOAD("6.2.5.2", "a blocked reload is answered, with what was asked for"),
  DELTA("6.2.5.1", "a delta update skips what it must and merges to the full playlist"),
  FULL_WHEN_PLAIN("6.2.5", "a plain request gets the whole playlist at once"),
  PART_WITHOUT_MSN("6.2.5.2", "_HLS_part without _HLS_msn is refused with 400"),
  MSN_TOO_FAR("6.2.5.2", "an _HLS_msn beyond the last plus two is refused with 400, at once"),
  PART_TOO_FAR(
      "6.2.5.2", "an _HLS_part beyond the advance part limit is refused with 400, at once"),
  MALFORMED_DIRECTIVE("6.2.5", "directives that are not numbers are refused with 400"),
  STALE_MSN("6.2.5.2", "an _HLS_msn of the past is answered at once with the whole playlist"),
  PART_ROLL_OVER("6.2.5.2", "a part index past the last of its segment means part 0 of the next"),
  ENDED_IGNORES_DIRECTIVES("6.2.5", "an ended playlist is answered at once, whatever is asked"),
  REPORT("4.4.5.4", "every other rendition is reported, truly"),

  // Files
  AVAILABLE("6.2.1", "what is listed can be downloaded"),
  STILL_AVAILABLE("6.2.2", "what left the playlist can still be downloaded, unchanged"),
  HINT_DELIVERED("6.2.6", "a hinted part is delivered, whole, under its URI"),
  PARTS_ARE_THE_SEGMENT("3.2", "a segment's bytes are its parts, one after another"),
  BOXES("ISO/IEC 14496-12", "boxes nest, sizes add up, samples fill mdat exactly"),
  INIT("3.1.2, CMAF 7.3", "the initialisation segment describes its tracks, without edit list"),
  TRACKS("4.4.4.3", "every segment has every track of its initialisation segment, and no other"),
  SAMPLE_DURATION("ISO/IEC 14496-12", "every sample lasts"),
  NAL_UNITS("ISO/IEC 14496-15", "lengths of NAL units fill each sample"),
  SYNC_FLAG("ISO/IEC 14496-12", "exactly the IDR pictures are sync samples"),
  SEGMENT_INDEPENDENT("4.4.2.1", "every segment starts with an IDR picture"),
  PART_INDEPENDENT("4.4.4.9", "INDEPENDENT=YES stands exactly where a part starts with an IDR"),
  PART_DURATION(
      "4.4.4.9", "DURATION is what the samples last, within 1 ms, a standing picture apart"),
  EXTINF("4.4.4.1", "EXTINF is what the samples last, within 1 ms"),
  TFDT_CONTINUOUS("CMAF 7.5", "decode times go on without hole or overlap between discontinuities"),
  TFDT_BACKWARD("design 4", "decode times never go back, over the whole session"),
  FRAGMENT_SEQUENCE("ISO/IEC 14496-12 8.8.5", "fragment numbers grow between discontinuities"),
  SOUND_START("HLS authoring", "sound and picture of a segment start within one AAC frame"),

  // Renditions beside each other
  LADDER_TARGET_DURATION("6.2.4", "all renditions promise the same in TARGETDURATION and control"),
  LADDER_DISCONTINUITY("6.2.4", "one sequence number has one discontinuity number everywhere"),
  LADDER_DATE("6.2.4", "one sequence number has one date everywhere"),
  LADDER_START("6.2.4", "one sequence number starts at one media time everywhere"),
  LADDER_PARTS("reference 3.5", "a segment has as many parts in every rendition"),
  LADDER_DATERANGE("6.2.4", "all renditions carry the same date ranges"),

  // The multivariant playlist
  CODECS("6.2.4", "CODECS says what the initialisation segments say"),
  RESOLUTION("4.4.6.2", "RESOLUTION is what is displayed"),
  BANDWIDTH("4.4.6.2", "BANDWIDTH covers the peak, and AVERAGE-BANDWIDTH is below it"),

  // HTTP
  MIME("4", "playlists and media carry their types"),
  CACHE("reference 3.5", "playlists are not cached, media for ever, errors never"),
  CORS("reference 3.4", "any site may read it, errors too"),
  GZIP("6.2.1", "playlists are compressed if, and only if, the client can read it"),
  LENGTH("6.2.6", "media has a Content-Length and is whole");

  private final String section;
  private final String promise;

  Rule(String section, String promise) {
    this.section = section;
    this.promise = promise;
  }

  /** Where it is written. */
  public String section() {
    return section;
  }

  /** What keeping it means. */
  public String promise() {
    return promise;
  }

  /** As reports write it, such as {@code part-too-long}. */
  public String label() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
