"""The studio: shapes, materials, light and cameras that every demo picture shares.

One unit is ten centimetres. Goods stand on z = 0 and face the camera at -y.
"""

import math

import bmesh
import bpy
from mathutils import Vector, noise

PAPER = (0.955, 0.935, 0.905)


def reset():
    bpy.ops.wm.read_factory_settings(use_empty=True)


# ---------------------------------------------------------------- shapes


def _object(name, mesh, material, smooth=True):
    thing = bpy.data.objects.new(name, mesh)
    bpy.context.scene.collection.objects.link(thing)
    if material is not None:
        mesh.materials.append(material)
    if smooth:
        for face in mesh.polygons:
            face.use_smooth = True
        mesh.use_auto_smooth = True
        mesh.auto_smooth_angle = math.radians(40)
    return thing


def spline(points, parts=8):
    """Catmull-Rom through the points; a point given twice is a corner."""
    out = []
    for i in range(len(points) - 1):
        p0 = points[max(i - 1, 0)]
        p1, p2 = points[i], points[i + 1]
        p3 = points[min(i + 2, len(points) - 1)]
        if p1 == p2:
            continue
        for k in range(parts):
            t = k / parts
            out.append(
                tuple(
                    0.5 * (2 * b + (c - a) * t + (2 * a - 5 * b + 4 * c - d) * t * t
                           + (3 * b - a - 3 * c + d) * t ** 3)
                    for a, b, c, d in zip(p0, p1, p2, p3)))
    out.append(points[-1])
    return out


def lathe(name, profile, material, steps=128, radius_at=None, smooth_profile=True):
    """Turns (radius, height) pairs about z. radius_at(angle, r, z) may flute or dent the wall."""
    line = spline(profile) if smooth_profile else profile
    vertices, faces = [], []
    for r, z in line:
        for s in range(steps):
            a = 2 * math.pi * s / steps
            rr = max(r, 0.0)
            if radius_at is not None:
                rr = radius_at(a, rr, z)
            vertices.append((rr * math.cos(a), rr * math.sin(a), z))
    for i in range(len(line) - 1):
        for s in range(steps):
            t = (s + 1) % steps
            faces.append((i * steps + s, i * steps + t, (i + 1) * steps + t, (i + 1) * steps + s))
    mesh = bpy.data.meshes.new(name)
    mesh.from_pydata(vertices, [], faces)
    fix = bmesh.new()
    fix.from_mesh(mesh)
    bmesh.ops.remove_doubles(fix, verts=fix.verts, dist=1e-5)
    bmesh.ops.recalc_face_normals(fix, faces=fix.faces)
    fix.to_mesh(mesh)
    fix.free()
    return _object(name, mesh, material)


def box(name, size, at, material, bevel=0.05, segments=5):
    mesh = bpy.data.meshes.new(name)
    b = bmesh.new()
    bmesh.ops.create_cube(b, size=1)
    for v in b.verts:
        v.co = Vector((v.co.x * size[0], v.co.y * size[1], v.co.z * size[2]))
    b.to_mesh(mesh)
    b.free()
    thing = _object(name, mesh, material)
    thing.location = at
    m = thing.modifiers.new('bevel', 'BEVEL')
    m.width, m.segments = bevel, segments
    return thing


def plate(name, outline, thickness, material, bevel=0.01):
    """A flat outline in x, y lifted to a plate."""
    mesh = bpy.data.meshes.new(name)
    b = bmesh.new()
    face = b.faces.new([b.verts.new((x, y, 0)) for x, y in outline])
    top = bmesh.ops.extrude_face_region(b, geom=[face])
    for v in (e for e in top['geom'] if isinstance(e, bmesh.types.BMVert)):
        v.co.z += thickness
    bmesh.ops.recalc_face_normals(b, faces=b.faces)
    b.to_mesh(mesh)
    b.free()
    thing = _object(name, mesh, material)
    if bevel:
        m = thing.modifiers.new('bevel', 'BEVEL')
        m.width, m.segments = bevel, 3
    return thing


def tube(name, points, radii, material, sides=24, flat=1.0, cyclic=False):
    """A pipe along smooth points; flat < 1 makes it a strap (thin across its side)."""
    line = spline(points, 10)
    if isinstance(radii, (int, float)):
        radii = [radii] * len(points)
    wide = [r[0] for r in spline([(r,) for r in radii], 10)]
    rings, faces = [], []
    up = Vector((0, 0, 1))
    side = None
    for i, p in enumerate(line):
        a = Vector(line[max(i - 1, 0)])
        c = Vector(line[min(i + 1, len(line) - 1)])
        ahead = (c - a).normalized()
        if side is None:
            side = ahead.cross(up)
            if side.length < 1e-3:
                side = Vector((1, 0, 0))
        side = (side - ahead * side.dot(ahead)).normalized()
        out = side.cross(ahead).normalized()
        r = wide[min(i, len(wide) - 1)]
        for s in range(sides):
            t = 2 * math.pi * s / sides
            rings.append(Vector(p) + side * math.cos(t) * r * flat + out * math.sin(t) * r)
    n = len(line)
    for i in range(n - 1):
        for s in range(sides):
            t = (s + 1) % sides
            faces.append((i * sides + s, i * sides + t, (i + 1) * sides + t, (i + 1) * sides + s))
    faces.append(tuple(range(sides)))
    faces.append(tuple((n - 1) * sides + s for s in reversed(range(sides))))
    mesh = bpy.data.meshes.new(name)
    mesh.from_pydata([tuple(v) for v in rings], [], faces)
    return _object(name, mesh, material)


def sheet(name, nx, ny, at, material, thickness=0.0, keep=None):
    """A grid of nx by ny whose point (u, v) in 0..1 lies at at(u, v)."""
    vertices = [tuple(at(i / nx, j / ny)) for j in range(ny + 1) for i in range(nx + 1)]
    faces = []
    for j in range(ny):
        for i in range(nx):
            if keep is None or keep((i + .5) / nx, (j + .5) / ny):
                k = j * (nx + 1) + i
                faces.append((k, k + 1, k + nx + 2, k + nx + 1))
    mesh = bpy.data.meshes.new(name)
    mesh.from_pydata(vertices, [], faces)
    uv = mesh.uv_layers.new()
    for loop in mesh.loops:
        k = loop.vertex_index
        uv.data[loop.index].uv = ((k % (nx + 1)) / nx, (k // (nx + 1)) / ny)
    thing = _object(name, mesh, material)
    if thickness:
        m = thing.modifiers.new('thick', 'SOLIDIFY')
        m.thickness, m.offset = thickness, 0
    return thing


def wrinkle(x, y, z=0.0, size=1.0):
    return noise.noise(Vector((x / size, y / size, z)))


def group(things, at=(0, 0, 0), turn=(0, 0, 0), scale=1.0):
    """Moves things together, turned by degrees."""
    hub = bpy.data.objects.new('hub', None)
    bpy.context.scene.collection.objects.link(hub)
    for thing in things:
        thing.parent = hub
    hub.location = at
    hub.rotation_euler = [math.radians(d) for d in turn]
    hub.scale = (scale, scale, scale)
    return hub


# ---------------------------------------------------------------- materials


class Nodes:
    """A small hand for shader graphs."""

    def __init__(self, name):
        self.material = bpy.data.materials.new(name)
        self.material.use_nodes = True
        self.tree = self.material.node_tree
        self.shader = self.tree.nodes.get('Principled BSDF')
        self.out = self.tree.nodes.get('Material Output')

    def add(self, kind, **values):
        node = self.tree.nodes.new(kind)
        for key, value in values.items():
            if key in node.inputs:
                node.inputs[key].default_value = value
            else:
                setattr(node, key, value)
        return node

    def link(self, a, b):
        self.tree.links.new(a, b)

    def set(self, **values):
        for key, value in values.items():
            self.shader.inputs[key.replace('_', ' ')].default_value = value
        return self

    def place(self, scale=(1, 1, 1), turn=(0, 0, 0), space='Object'):
        where = self.add('ShaderNodeTexCoord')
        move = self.add('ShaderNodeMapping')
        move.inputs['Scale'].default_value = scale
        move.inputs['Rotation'].default_value = [math.radians(d) for d in turn]
        self.link(where.outputs[space], move.inputs['Vector'])
        return move.outputs['Vector']

    def ramp(self, factor, stops):
        node = self.add('ShaderNodeValToRGB')
        band = node.color_ramp
        while len(band.elements) < len(stops):
            band.elements.new(0.5)
        for element, (at, colour) in zip(band.elements, stops):
            element.position = at
            element.color = (*colour, 1)
        self.link(factor, node.inputs['Fac'])
        return node.outputs['Color']

    def bump(self, height, strength=0.2, distance=0.02):
        node = self.add('ShaderNodeBump')
        node.inputs['Strength'].default_value = strength
        node.inputs['Distance'].default_value = distance
        self.link(height, node.inputs['Height'])
        self.link(node.outputs['Normal'], self.shader.inputs['Normal'])
        return self

    def math(self, operation, a, b):
        node = self.add('ShaderNodeMath', operation=operation)
        for socket, value in zip(node.inputs, (a, b)):
            if isinstance(value, (int, float)):
                socket.default_value = value
            else:
                self.link(value, socket)
        return node.outputs[0]

    def noise(self, vector, scale=5.0, detail=4.0, distortion=0.0):
        node = self.add('ShaderNodeTexNoise', Scale=scale, Detail=detail, Distortion=distortion)
        self.link(vector, node.inputs['Vector'])
        return node.outputs['Fac']

    def wave(self, vector, scale=5.0, distortion=0.0, direction='X', detail=2.0, roughness=1.0):
        node = self.add('ShaderNodeTexWave', Scale=scale, Distortion=distortion, Detail=detail,
                        bands_direction=direction)
        node.inputs['Detail Scale'].default_value = roughness
        self.link(vector, node.inputs['Vector'])
        return node.outputs['Fac']


def plain(name, colour, roughness=0.5, **more):
    n = Nodes(name).set(Base_Color=(*colour, 1), Roughness=roughness)
    for key, value in more.items():
        n.shader.inputs[key.replace('_', ' ')].default_value = value
    return n.material


def glaze(name, colour, rim=None, roughness=0.16, speckle=0.0):
    """Porcelain: a hard clear coat over a body that is never quite even."""
    n = Nodes(name).set(Roughness=roughness, Clearcoat=0.6, Clearcoat_Roughness=0.06, Specular=0.5)
    p = n.place()
    cloud = n.noise(p, 1.6, 3)
    deep = tuple(c * 0.86 for c in colour)
    colour_out = n.ramp(cloud, [(0.3, deep), (0.7, colour)])
    if speckle:
        dots = n.noise(p, 38, 1)
        mask = n.ramp(dots, [(0.66, (0, 0, 0)), (0.72, (speckle, speckle, speckle))])
        mix = n.add('ShaderNodeMixRGB', blend_type='MIX')
        mix.inputs['Color2'].default_value = (*(rim or (0.2, 0.14, 0.1)), 1)
        n.link(mask, mix.inputs['Fac'])
        n.link(colour_out, mix.inputs['Color1'])
        colour_out = mix.outputs['Color']
    n.link(colour_out, n.shader.inputs['Base Color'])
    n.bump(n.noise(p, 7, 2), 0.05, 0.03)
    return n.material


def dipped(name, lower, upper, edge, clay=None, clay_below=0.12):
    """Two glazes that meet in a hand-dipped line at height edge; bare clay at the foot."""
    n = Nodes(name).set(Roughness=0.2, Clearcoat=0.5, Clearcoat_Roughness=0.08)
    p = n.place()
    split = n.add('ShaderNodeSeparateXYZ')
    n.link(p, split.inputs[0])
    wobble = n.math('MULTIPLY', n.math('SUBTRACT', n.noise(p, 2.2, 2), 0.5), 0.22)
    height = n.math('ADD', split.outputs['Z'], wobble)
    fac = n.math('MULTIPLY', n.math('SUBTRACT', height, edge - 0.02), 25.0)
    clamp = n.math('MINIMUM', n.math('MAXIMUM', fac, 0.0), 1.0)
    mix = n.add('ShaderNodeMixRGB')
    n.link(clamp, mix.inputs['Fac'])
    mix.inputs['Color1'].default_value = (*lower, 1)
    mix.inputs['Color2'].default_value = (*upper, 1)
    colour = mix.outputs['Color']
    if clay is not None:
        foot = n.math('LESS_THAN', split.outputs['Z'], clay_below)
        second = n.add('ShaderNodeMixRGB')
        n.link(foot, second.inputs['Fac'])
        n.link(colour, second.inputs['Color1'])
        second.inputs['Color2'].default_value = (*clay, 1)
        colour = second.outputs['Color']
    n.link(colour, n.shader.inputs['Base Color'])
    n.bump(n.noise(p, 9, 2), 0.06, 0.03)
    return n.material


def wood(name, light, dark, scale=(1, 1, 1), turn=(0, 0, 0), roughness=0.42, grain=1.0, rings=1.0):
    """Plain-sawn grain: stretched rings bent by noise, with fine pores along it."""
    n = Nodes(name).set(Roughness=roughness, Specular=0.35)
    p = n.place(scale, turn)
    stretch = n.add('ShaderNodeMapping')
    stretch.inputs['Scale'].default_value = (0.16, 1.0, 1.0)
    n.link(p, stretch.inputs['Vector'])
    # Growth rings are the contour lines of a slow, stretched noise.
    field = n.noise(stretch.outputs['Vector'], 0.8, 2, 0.25)
    ring = n.math('ADD', n.math('MULTIPLY', n.math('SINE', n.math('MULTIPLY', field, 52.0 * rings), 0), 0.5), 0.5)
    bent = n.noise(stretch.outputs['Vector'], 1.3, 3, 0.6)
    pores = n.add('ShaderNodeMapping')
    pores.inputs['Scale'].default_value = (0.7, 22, 22)
    n.link(p, pores.inputs['Vector'])
    fine = n.noise(pores.outputs['Vector'], 3.0, 6)
    mixed = n.math('ADD', n.math('MULTIPLY', ring, 0.20 * grain),
                   n.math('ADD', n.math('MULTIPLY', fine, 0.40), n.math('MULTIPLY', bent, 0.42)))
    middle = tuple((a + b) / 2 for a, b in zip(light, dark))
    n.link(n.ramp(mixed, [(0.28, dark), (0.5, middle), (0.78, light)]), n.shader.inputs['Base Color'])
    n.bump(fine, 0.16, 0.01)
    return n.material


def cloth(name, colour, threads=34.0, deep=0.8, bump=0.35, slub=0.35, space='UV', sheen=0.4):
    """Plain weave: two crossed waves, with slubs that thicken single threads."""
    n = Nodes(name).set(Roughness=0.92, Specular=0.12, Sheen=sheen)
    p = n.place(space=space)
    slow = n.add('ShaderNodeMapping')
    slow.inputs['Scale'].default_value = (3, threads * 1.7, 1)
    n.link(p, slow.inputs['Vector'])
    slubs = n.noise(slow.outputs['Vector'], 1.0, 2)
    across = n.add('ShaderNodeMapping')
    across.inputs['Scale'].default_value = (threads * 1.7, 3, 1)
    n.link(p, across.inputs['Vector'])
    slubs2 = n.noise(across.outputs['Vector'], 1.0, 2)
    a = n.wave(p, threads, 0.6, 'X', 1)
    b = n.wave(p, threads, 0.6, 'Y', 1)
    weave = n.math('ADD', n.math('MULTIPLY', a, 0.5), n.math('MULTIPLY', b, 0.5))
    uneven = n.math('ADD', n.math('MULTIPLY', slubs, slub), n.math('MULTIPLY', slubs2, slub))
    height = n.math('ADD', n.math('MULTIPLY', weave, 1 - slub), uneven)
    low = tuple(c * deep for c in colour)
    high = tuple(min(c * 1.06, 1) for c in colour)
    n.link(n.ramp(height, [(0.2, low), (0.75, high)]), n.shader.inputs['Base Color'])
    n.bump(height, bump, 0.012)
    return n.material


def steel(name, roughness=0.24, along=(0.6, 60, 60), colour=(0.78, 0.79, 0.80)):
    n = Nodes(name).set(Metallic=1.0, Base_Color=(*colour, 1))
    p = n.place(along)
    streak = n.noise(p, 3, 5)
    n.link(n.math('ADD', n.math('MULTIPLY', streak, 0.16), roughness - 0.06),
           n.shader.inputs['Roughness'])
    n.bump(streak, 0.06, 0.004)
    return n.material


def glass(name, colour=(1, 1, 1), roughness=0.0, ior=1.48, shade=0.82):
    """Clear glass that lets light through to the table instead of casting a black shadow."""
    n = Nodes(name).set(Base_Color=(*colour, 1), Roughness=roughness, Transmission=1.0, IOR=ior)
    path = n.add('ShaderNodeLightPath')
    clear = n.add('ShaderNodeBsdfTransparent')
    clear.inputs['Color'].default_value = (*(c * shade for c in colour), 1)
    mix = n.add('ShaderNodeMixShader')
    either = n.math('MAXIMUM', path.outputs['Is Shadow Ray'], path.outputs['Is Diffuse Ray'])
    n.link(either, mix.inputs['Fac'])
    n.link(n.shader.outputs[0], mix.inputs[1])
    n.link(clear.outputs[0], mix.inputs[2])
    n.link(mix.outputs[0], n.out.inputs['Surface'])
    return n.material


def glow(name, colour, strength):
    n = Nodes(name)
    e = n.add('ShaderNodeEmission', Strength=strength)
    e.inputs['Color'].default_value = (*colour, 1)
    n.link(e.outputs[0], n.out.inputs['Surface'])
    return n.material


def printed(name, path, roughness=0.7):
    n = Nodes(name).set(Roughness=roughness, Specular=0.2)
    picture = n.add('ShaderNodeTexImage')
    picture.image = bpy.data.images.load(path)
    picture.extension = 'EXTEND'
    n.link(n.place(space='UV'), picture.inputs['Vector'])
    n.link(picture.outputs['Color'], n.shader.inputs['Base Color'])
    n.link(picture.outputs['Alpha'], n.shader.inputs['Alpha'])
    return n.material


# ---------------------------------------------------------------- light and cameras


def _area(name, at, target, size, power, colour=(1, 1, 1)):
    light = bpy.data.lights.new(name, 'AREA')
    light.shape, light.size, light.energy, light.color = 'DISK', size, power, colour
    thing = bpy.data.objects.new(name, light)
    thing.location = at
    thing.rotation_euler = (Vector(target) - Vector(at)).to_track_quat('-Z', 'Y').to_euler()
    bpy.context.scene.collection.objects.link(thing)
    return thing


def _world(colour, strength):
    world = bpy.data.worlds.new('world')
    world.use_nodes = True
    back = world.node_tree.nodes['Background']
    back.inputs['Color'].default_value = (*colour, 1)
    back.inputs['Strength'].default_value = strength
    bpy.context.scene.world = world


def paper_studio():
    """The shop's background: a paper sweep, one large window light, soft fill."""
    n = Nodes('paper').set(Base_Color=(*PAPER, 1), Roughness=0.95, Specular=0.0)
    # The sheet glows a little for the lens only, so that it reads as paper and not as grey card.
    path = n.add('ShaderNodeLightPath')
    lit = n.add('ShaderNodeEmission')
    lit.inputs['Color'].default_value = (0.965, 0.942, 0.912, 1)
    n.link(n.math('MULTIPLY', path.outputs['Is Camera Ray'], 0.22), lit.inputs['Strength'])
    both = n.add('ShaderNodeAddShader')
    n.link(n.shader.outputs[0], both.inputs[0])
    n.link(lit.outputs[0], both.inputs[1])
    n.link(both.outputs[0], n.out.inputs['Surface'])

    def sweep(u, v):
        x = (u - 0.5) * 80
        s = v * 70 - 30
        bend = 14.0
        if s < bend:
            return (x, s, 0)
        a = min((s - bend) / 6.0, math.pi / 2)
        rest = max(s - bend - 6.0 * math.pi / 2, 0)
        return (x, bend + 6 * math.sin(a), 6 * (1 - math.cos(a)) + rest)

    sheet('paper', 2, 120, sweep, n.material)
    _world((1.0, 0.975, 0.945), 0.42)
    _area('key', (-7.5, -4.5, 9.5), (0, 0, 0.6), 6.0, 1150, (1.0, 0.972, 0.94))
    _area('fill', (8.5, -5.0, 5.0), (0, 0, 0.8), 7.0, 260, (0.93, 0.96, 1.0))
    _area('back', (2.5, 9.0, 8.0), (0, 0, 1.0), 5.0, 420, (1.0, 0.98, 0.95))
    _area('sweep', (0, 4.0, 13.0), (0, 24.0, 7.0), 12.0, 3600, (1.0, 0.97, 0.94))


def market_table():
    """The programme's stage: an old counter, a plaster wall, late light through a lattice."""
    table = wood('counter', (0.46, 0.27, 0.14), (0.20, 0.095, 0.042), (0.35, 0.35, 0.35), (0, 0, 0),
                 0.38, 0.7, 0.9)
    box('counter', (40, 26, 0.8), (0, -5.5, -0.4), table, 0.06)
    n = Nodes('plaster').set(Roughness=0.95, Specular=0.05)
    p = n.place()
    n.link(n.ramp(n.noise(p, 0.35, 5), [(0.3, (0.60, 0.49, 0.36)), (0.75, (0.74, 0.63, 0.49))]),
           n.shader.inputs['Base Color'])
    n.bump(n.noise(p, 6, 8), 0.25, 0.05)
    box('wall', (60, 0.4, 30), (0, 11.0, 4), n.material, 0.02)
    _world((0.80, 0.86, 1.0), 0.20)
    sun = bpy.data.lights.new('sun', 'SUN')
    sun.energy, sun.angle, sun.color = 3.4, math.radians(2.4), (1.0, 0.83, 0.62)
    thing = bpy.data.objects.new('sun', sun)
    thing.rotation_euler = Vector((0.95, 0.78, -0.72)).to_track_quat('-Z', 'Y').to_euler()
    bpy.context.scene.collection.objects.link(thing)
    # A lattice window, far outside the picture, that throws bars of light on wall and counter.
    bar = plain('bar', (0.1, 0.08, 0.06), 0.9)
    away = Vector((-0.95, -0.78, 0.72)).normalized() * 16
    hub = []
    for i in range(-7, 8):
        hub.append(box('v', (0.28, 0.1, 24), (i * 2.1, 0, 0), bar, 0.01, 1))
    for i in range(-5, 6):
        hub.append(box('h', (34, 0.1, 0.22), (0, 0, i * 3.2), bar, 0.01, 1))
    g = group(hub)
    g.location = away + Vector((0, 2.0, 2.0))
    g.rotation_euler = (0, 0, math.atan2(-0.95, 0.78))
    _area('key', (-6.5, -6.5, 8.5), (0, 0, 0.8), 5.0, 620, (1.0, 0.93, 0.84))
    _area('fill', (8.0, -6.0, 4.5), (0, 0, 1.0), 6.0, 160, (0.86, 0.92, 1.0))


def camera(target, distance, azimuth, elevation, lens=70):
    lens_data = bpy.data.cameras.new('camera')
    lens_data.lens = lens
    lens_data.sensor_width = 36
    lens_data.sensor_fit = 'HORIZONTAL'
    a, e = math.radians(azimuth), math.radians(elevation)
    t = Vector(target)
    at = t + Vector((math.sin(a) * math.cos(e), -math.cos(a) * math.cos(e), math.sin(e))) * distance
    thing = bpy.data.objects.new('camera', lens_data)
    thing.location = at
    thing.rotation_euler = (t - at).to_track_quat('-Z', 'Y').to_euler()
    bpy.context.scene.collection.objects.link(thing)
    bpy.context.scene.camera = thing


def render(path, width, height, samples, percent=100, exposure=0.0, demodulate=True, lens=(75, 0, 1)):
    """Renders few samples and the three guides (albedo, normal, depth), then lets finish.py clean and
    develop the picture: Debian's Blender comes without a denoiser."""
    import finish

    scene = bpy.context.scene
    scene.render.engine = 'CYCLES'
    cycles = scene.cycles
    cycles.device = 'CPU'
    cycles.use_denoising = False
    cycles.samples = samples
    cycles.use_adaptive_sampling = True
    cycles.adaptive_threshold = 0.03
    cycles.adaptive_min_samples = 8
    cycles.max_bounces, cycles.diffuse_bounces, cycles.glossy_bounces = 8, 2, 3
    cycles.transmission_bounces, cycles.transparent_max_bounces = 8, 10
    cycles.caustics_reflective = cycles.caustics_refractive = False
    cycles.sample_clamp_direct = 12.0
    cycles.sample_clamp_indirect = 2.0
    cycles.blur_glossy = 1.0
    bpy.context.view_layer.cycles.denoising_store_passes = True
    scene.render.resolution_x, scene.render.resolution_y = width, height
    scene.render.resolution_percentage = percent
    scene.use_nodes = True
    tree = scene.node_tree
    tree.nodes.clear()
    layers = tree.nodes.new('CompositorNodeRLayers')
    files = tree.nodes.new('CompositorNodeOutputFile')
    files.base_path = path + '.passes'
    files.format.file_format = 'OPEN_EXR'
    files.format.color_depth = '32'
    files.file_slots.clear()
    passes = {'image': 'Image', 'albedo': 'Denoising Albedo', 'normal': 'Denoising Normal',
              'depth': 'Denoising Depth'}
    for index, (name, socket) in enumerate(passes.items()):
        files.file_slots.new(name + '-')
        tree.links.new(layers.outputs[socket], files.inputs[index])
    scene.frame_set(1)
    bpy.ops.render.render(write_still=False)
    finish.finish({name: f'{files.base_path}/{name}-0001.exr' for name in passes}, path, exposure,
                  demodulate, lens)
