/** Style of the start page: readable on a phone and in print, AA contrast in light and dark. */
export const START_PAGE_STYLE = `
:root { color-scheme: light dark; --text: #1b2430; --soft: #52606d; --line: #d5dbe1; --paper: #fff; --tint: #f3f6f9; --mark: #0b5cad; --warn: #8a4b00; --warn-tint: #fff4e0; }
@media (prefers-color-scheme: dark) { :root { --text: #e6ebf0; --soft: #a7b3bf; --line: #37424e; --paper: #12181f; --tint: #1b232c; --mark: #7db8ff; --warn: #ffc766; --warn-tint: #33270f; } }
* { box-sizing: border-box; }
body { margin: 0; background: var(--paper); color: var(--text); font: 16px/1.6 system-ui, "Noto Sans CJK SC", "Microsoft YaHei", sans-serif; }
header, main { max-width: 60rem; margin: 0 auto; padding: 0 1.25rem; }
header { padding-top: 2rem; }
h1 { font-size: 1.75rem; margin: 0 0 .75rem; }
h2 { font-size: 1.25rem; margin: 2.5rem 0 .75rem; padding-bottom: .25rem; border-bottom: 2px solid var(--mark); }
h3 { font-size: 1rem; margin: 1.5rem 0 .5rem; }
.notice { margin: 0; padding: .6rem .9rem; border-left: 4px solid var(--warn); background: var(--warn-tint); color: var(--warn); }
.figures { display: grid; grid-template-columns: repeat(auto-fit, minmax(9rem, 1fr)); gap: .75rem; padding: 0; list-style: none; }
.figures li { padding: .75rem 1rem; background: var(--tint); border-radius: .4rem; color: var(--soft); }
.figures strong { display: block; font-size: 1.6rem; line-height: 1.2; color: var(--text); font-variant-numeric: tabular-nums; }
pre { margin: 0; padding: .9rem 1rem; overflow-x: auto; background: var(--tint); border: 1px solid var(--line); border-radius: .4rem; }
code { font: .85rem/1.5 ui-monospace, "DejaVu Sans Mono", "Noto Sans Mono CJK SC", monospace; }
.scroll { overflow-x: auto; }
table { width: 100%; border-collapse: collapse; }
th, td { padding: .5rem .75rem .5rem 0; text-align: left; vertical-align: top; border-bottom: 1px solid var(--line); }
th { color: var(--soft); font-weight: 600; white-space: nowrap; }
td ul { margin: 0; padding: 0; list-style: none; }
td:first-child, td:nth-child(2) { white-space: nowrap; }
.open, .closed { font-size: .8rem; padding: 0 .4rem; border: 1px solid currentColor; border-radius: .3rem; white-space: nowrap; }
.open { color: var(--mark); } .closed { color: var(--soft); }
main { padding-bottom: 4rem; }
@media print { pre { white-space: pre-wrap; } }
`;
