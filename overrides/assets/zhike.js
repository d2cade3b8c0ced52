// The language switch keeps the section that is being read.
"use strict";

function sectionInView() {
  const top = 0.3 * window.innerHeight;
  const passed = [...document.querySelectorAll("article :is(h2, h3, h4)[id]")].filter(
    (heading) => heading.getBoundingClientRect().top < top,
  );
  return passed.length ? "#" + passed.at(-1).id : "";
}

document.addEventListener("click", (event) => {
  const link = event.target.closest?.("a[data-zk-language]");
  if (link) link.hash = window.scrollY > 0 ? sectionInView() : location.hash;
});
