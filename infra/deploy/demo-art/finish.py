"""Cleans a noisy render with an edge-aware wavelet filter and develops it to eight bits.

Light is divided by the surface's own colour first, so that weave and grain are never blurred; only
the light on them is. The filter follows Dammertz et al., "Edge-Avoiding A-Trous Wavelet Transform
for fast Global Illumination Filtering" (HPG 2010), with the variance weight of SVGF (HPG 2017).
"""

import os
import shutil
import subprocess

import bpy
import numpy as np


def _load(path):
    image = bpy.data.images.load(path)
    w, h = image.size
    flat = np.empty(w * h * 4, dtype=np.float32)
    image.pixels.foreach_get(flat)
    bpy.data.images.remove(image)
    return np.nan_to_num(flat.reshape(h, w, 4)[::-1, :, :3].copy())


def _shift(a, dy, dx):
    h, w = a.shape[:2]
    ys = np.clip(np.arange(h) + dy, 0, h - 1)
    xs = np.clip(np.arange(w) + dx, 0, w - 1)
    return a[ys][:, xs]


def _box(a, r):
    total = np.zeros_like(a)
    for d in range(-r, r + 1):
        total += _shift(a, d, 0)
    out = np.zeros_like(a)
    for d in range(-r, r + 1):
        out += _shift(total, 0, d)
    return out / (2 * r + 1) ** 2


def _luma(a):
    return a @ np.array([0.2126, 0.7152, 0.0722], dtype=np.float32)


def clean(colour, albedo, normal, depth, levels=6):
    tint = np.maximum(albedo, 0.04)
    light = colour / tint
    # A firefly may be at most a few times as bright as what surrounds it.
    around = _box(light, 2)
    light = np.minimum(light, around * 2.5 + 0.02)
    luma = _luma(light)
    mean = _box(luma, 3)
    variance = np.maximum(_box(luma * luma, 3) - mean * mean, 1e-6)
    depth = depth[..., 0]
    slope = np.maximum(np.abs(depth - _shift(depth, 0, 1)), np.abs(depth - _shift(depth, 1, 0)))
    slope = np.minimum(slope, 0.05) + 0.004
    kernel = (1 / 4, 1 / 2, 1 / 4)
    for level in range(levels):
        step = 1 << level
        total = np.zeros_like(light)
        weight = np.zeros_like(luma)
        spread = np.zeros_like(luma)
        deviation = 2.2 * np.sqrt(_box(variance, 1)) + 1e-3
        luma = _luma(light)
        for j in (-1, 0, 1):
            for i in (-1, 0, 1):
                dy, dx = j * step, i * step
                w = np.float32(kernel[j + 1] * kernel[i + 1])
                if i or j:
                    n = normal - _shift(normal, dy, dx)
                    a = albedo - _shift(albedo, dy, dx)
                    z = np.abs(depth - _shift(depth, dy, dx)) / (slope * step * 1.5)
                    e = np.abs(luma - _shift(luma, dy, dx)) / deviation
                    w = w * np.exp(-(n * n).sum(-1) / 0.06 - (a * a).sum(-1) / 0.05 - z - e)
                else:
                    w = np.full_like(luma, w)
                total += _shift(light, dy, dx) * w[..., None]
                spread += _shift(variance, dy, dx) * w * w
                weight += w
        light = total / weight[..., None]
        variance = spread / (weight * weight)
    return light * tint


def _soft(a, sigma):
    """Nearly a Gaussian: three running means."""
    r = max(1, int(round(sigma)))
    for axis in (0, 1):
        for _ in range(3):
            pad = [(0, 0)] * a.ndim
            pad[axis] = (r + 1, r)
            sums = np.cumsum(np.pad(a, pad, mode='edge'), axis=axis, dtype=np.float64)
            n = a.shape[axis]
            ahead = np.take(sums, np.arange(2 * r + 1, 2 * r + 1 + n), axis=axis)
            behind = np.take(sums, np.arange(0, n), axis=axis)
            a = ((ahead - behind) / (2 * r + 1)).astype(np.float32)
    return a


def focus(picture, depth, lens):
    """Depth of field after cleaning, because a lens in the renderer would blur the guides as well.

    lens: (focal length in mm, f-stop, distance in focus). A plane only takes colour from what is as
    blurred as itself, so that sharp things do not bleed into their background.
    """
    millimetres, stop, distance = lens
    if not stop:
        return picture
    z = depth[..., 0]
    aperture = millimetres / 1000 / (2 * stop)
    # The subject is sharp as a whole, as with focus stacking: this deep, in tens of centimetres.
    off = np.maximum(np.abs(z - distance) - 0.6, 0)
    blur = aperture * off / np.maximum(z, 0.1)
    blur = blur * millimetres / 36 * picture.shape[1] / distance * 0.75
    out, before = picture, 0.0
    for sigma in (1.0, 2.0, 4.0, 7.0, 11.0):
        weight = np.clip(blur / sigma, 0, 1) ** 2 + 1e-4
        spread = _soft(picture * weight[..., None], sigma) / _soft(weight, sigma)[..., None]
        share = np.clip((blur - before) / (sigma - before), 0, 1)[..., None]
        out = out * (1 - share) + spread * share
        before = sigma
    return out


def develop(linear, exposure):
    """sRGB with a soft shoulder, so that highlights on porcelain keep a shape."""
    x = np.maximum(linear * 2.0 ** exposure, 0)
    knee = 0.72
    over = np.maximum(x - knee, 0)
    x = np.minimum(x, knee) + (1 - knee) * (1 - np.exp(-over / (1 - knee)))
    x = np.where(x <= 0.0031308, 12.92 * x, 1.055 * np.power(np.maximum(x, 1e-8), 1 / 2.4) - 0.055)
    return (np.clip(x, 0, 1) * 255 + 0.5).astype(np.uint8)


def finish(passes, path, exposure, demodulate=True, lens=(75, 0, 1)):
    data = {name: _load(file) for name, file in passes.items()}
    if os.environ.get('ART_KEEP_PASSES') is None:
        shutil.rmtree(os.path.dirname(passes['image']), ignore_errors=True)
    if not demodulate:
        # Thin glass scatters its guide as much as its light; one flat colour is the better guide.
        data['albedo'] = np.full_like(data['albedo'], 0.7)
    light = clean(data['image'], data['albedo'], data['normal'], data['depth'])
    picture = develop(focus(light, data['depth'], lens), exposure)
    h, w = picture.shape[:2]
    subprocess.run(['ffmpeg', '-y', '-loglevel', 'error', '-f', 'rawvideo', '-pix_fmt', 'rgb24', '-s',
                    f'{w}x{h}', '-i', '-', '-frames:v', '1', path], input=picture.tobytes(), check=True)
