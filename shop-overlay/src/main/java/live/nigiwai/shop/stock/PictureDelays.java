package live.nigiwai.shop.stock;

import java.util.OptionalLong;
import live.nigiwai.show.ShowId;
import live.nigiwai.show.ViewerId;

/** How far behind the show a viewer's picture is, as somebody heard before they tapped. */
public interface PictureDelays {
  PictureDelays UNHEARD = (show, viewer) -> OptionalLong.empty();

  /** Milliseconds; empty where nothing was heard from them lately. */
  OptionalLong of(ShowId show, ViewerId viewer);
}
