/**
 * Makes an image of a drawing, in the browser, and hands it over as a file. `data-url`: the drawing; `data-name`: of
 * the file.
 */
const WIDE_PX = 2_400;
const HIGH_PX = 2_000;

export class PngDownload extends HTMLElement {
  connectedCallback() {
    const button = this.querySelector("button");
    if (!button) return;
    button.hidden = false;
    button.addEventListener("click", () => void this.#download());
  }

  async #download() {
    const image = new Image(WIDE_PX, HIGH_PX);
    image.src = this.dataset.url ?? "";
    await image.decode();
    const canvas = document.createElement("canvas");
    [canvas.width, canvas.height] = [WIDE_PX, HIGH_PX];
    canvas.getContext("2d")?.drawImage(image, 0, 0, WIDE_PX, HIGH_PX);
    canvas.toBlob((made) => made && this.#saveAs(made), "image/png");
  }

  /** @param {Blob} made */
  #saveAs(made) {
    const link = document.createElement("a");
    link.href = URL.createObjectURL(made);
    link.download = `${this.dataset.name ?? "fotfeste"}.png`;
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
  }
}

customElements.define("png-download", PngDownload);
