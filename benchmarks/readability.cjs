// Readability.js and @extractus/article-extractor for benchmarks/peers.py: a page as a line of JSON in, what they found
// as a line of JSON out. Arguments: the folder in which the packages are installed, and which of the two to run.
const path = require("path");
const readline = require("readline");
const [folder, which] = process.argv.slice(2);
const load = require("module").createRequire(path.join(folder, "package.json"));

let read;
if (which === "readability_js") {
  const { JSDOM, VirtualConsole } = load("jsdom");
  const { Readability } = load("@mozilla/readability");
  read = async (html, url) => {
    const dom = new JSDOM(html, { url, virtualConsole: new VirtualConsole() });
    const found = new Readability(dom.window.document).parse();
    dom.window.close();
    return found && { title: found.title, byline: found.byline, published: found.publishedTime, language: found.lang,
      html: found.content };
  };
} else {
  read = async (html, url) => {
    const { extractFromHtml } = await import(load.resolve("@extractus/article-extractor"));
    const found = await extractFromHtml(html, url);
    return found && { title: found.title, byline: found.author, published: found.published, html: found.content };
  };
}

(async () => {
  for await (const line of readline.createInterface({ input: process.stdin })) {
    const { html, url } = JSON.parse(line);
    let answer;
    try {
      answer = { found: await read(html, url) };
    } catch (error) {
      answer = { error: String(error) };
    }
    process.stdout.write(JSON.stringify(answer) + "\n");
  }
})();
