import type { SvgPicture } from './svgPicture';

/** Browsers draw nothing at all on a larger canvas. */
const LONGEST_SIDE = 16_384;
const LARGEST_AREA = 100_000_000;

/**
 * How many dots of a PNG stand for a pixel of a picture: two, as on good screens, or
 * fewer where the picture would not fit on a canvas.
 */
export function pngScale({ width, height }: SvgPicture): number {
  return Math.min(
    2,
    LONGEST_SIDE / width,
    LONGEST_SIDE / height,
    Math.sqrt(LARGEST_AREA / (width * height)),
  );
}

/**
 * Draws a picture as PNG.
 *
 * @throws `Error` if the browser cannot draw it
 */
export async function pngPicture(picture: SvgPicture): Promise<Blob> {
  const scale = pngScale(picture);
  const canvas = document.createElement('canvas');
  canvas.width = Math.floor(picture.width * scale);
  canvas.height = Math.floor(picture.height * scale);
  const context = canvas.getContext('2d');
  if (!context) {
    throw new Error('This browser cannot draw pictures: save it as SVG');
  }
  const image = await loadImage(picture.svg);
  context.drawImage(image, 0, 0, canvas.width, canvas.height);
  return new Promise((resolve, reject) => {
    canvas.toBlob(
      blob =>
        blob
          ? resolve(blob)
          : reject(
              new Error(
                'This picture is too large for a PNG: save it as SVG, or fold some of it',
              ),
            ),
      'image/png',
    );
  });
}

async function loadImage(svg: string): Promise<HTMLImageElement> {
  const image = new Image();
  // Backstage's content security policy lets no blob be an image
  image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(svg)}`;
  await image.decode();
  return image;
}
