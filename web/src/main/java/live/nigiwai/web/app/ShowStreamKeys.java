package live.nigiwai.web.app;

import java.util.Arrays;
import java.util.Optional;
import live.nigiwai.ingest.StreamKey;
import live.nigiwai.ingest.StreamKeys;
import live.nigiwai.ingest.rtmp.StreamGrant;
import live.nigiwai.ingest.rtmp.StreamGrant.Kind;
import live.nigiwai.web.show.Show;
import live.nigiwai.web.show.Shows;

/** What a stream key allows, by the show's record as it is now. */
final class ShowStreamKeys implements StreamKeys {
  private final Shows shows;
  private final byte[] secret;

  ShowStreamKeys(Shows shows, byte[] secret) {
    this.shows = shows;
    this.secret = secret;
  }

  @Override
  public Optional<StreamGrant> grantFor(String offered) {
    return StreamKey.showNamedIn(offered)
        .flatMap(shows::find)
        .flatMap(
            show ->
                Arrays.stream(Kind.values())
                    .filter(kind -> of(show, kind).matches(offered))
                    .findFirst()
                    .map(kind -> grant(show, kind)));
  }

  private static StreamGrant grant(Show show, Kind kind) {
    return new StreamGrant(show.id(), show.keyVersion(), kind, show.rehearsal());
  }

  StreamKey of(Show show, Kind kind) {
    return StreamKey.derive(secret, show.id(), show.keyVersion(), kind);
  }
}
