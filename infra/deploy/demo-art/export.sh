#!/bin/sh
# export.sh RENDERS: turns the rendered PNG files into the JPEG files of the demo shop and programme.
set -eu
renders=$1
demo=$(cd "$(dirname "$0")/../../.." && pwd)/web/src/main/resources/demo
mkdir -p "$demo/goods" "$demo/programme"

# jpeg IN OUT FILTER BYTES: the best quality that stays below the size.
jpeg() {
  for q in 2 3 4 5 6 8 10 12; do
    ffmpeg -y -loglevel error -i "$1" -vf "$3" -pix_fmt yuvj420p -q:v "$q" -frames:v 1 "$2"
    [ "$(wc -c < "$2")" -le "$4" ] && return
  done
}

# Warms the paper towards #FBF9F6 and leaves the dark end alone.
warm="colorlevels=rimin=0:romax=0.990:gomax=0.981:bomax=0.967"
for file in "$renders"/*-[12].png; do
  [ -e "$file" ] || continue
  jpeg "$file" "$demo/goods/$(basename "$file" .png).jpg" \
    "scale=1000:1000:flags=lanczos,unsharp=5:5:0.45,$warm" 122000
done
for file in "$renders"/*-stage.png; do
  [ -e "$file" ] || continue
  name=$(basename "$file" -stage.png)
  jpeg "$file" "$demo/programme/counter-$name.jpg" "scale=720:1280:flags=lanczos,unsharp=5:5:0.35" 160000
done

# The picture a page shows before the first frame arrives.
ffmpeg -y -loglevel error -i "$demo/programme/counter-kyusu.jpg" -i "$demo/programme/noren.png" \
  -i "$demo/programme/title.png" \
  -filter_complex "[0][1]overlay=0:0[a];[a][2]overlay=70:138" \
  -pix_fmt yuvj420p -q:v 4 -frames:v 1 "$demo/poster.jpg"
