/** The dashboard's design tokens that a text page needs. */
export const style = `
:root{color-scheme:light dark;
--page:light-dark(oklch(1 0 0),oklch(.17 .008 265));--rail:light-dark(oklch(.984 .002 260),oklch(.2 .009 265));
--raised:light-dark(oklch(.984 .002 260),oklch(.225 .01 265));--line:light-dark(oklch(.912 .006 260),oklch(.302 .012 265));
--text:light-dark(oklch(.215 .02 264),oklch(.955 .004 265));--quiet:light-dark(oklch(.41 .02 262),oklch(.825 .01 265));
--faint:light-dark(oklch(.48 .017 260),oklch(.715 .013 265));--accent:light-dark(oklch(.46 .19 269),oklch(.79 .105 272));
--soft:light-dark(oklch(.5 .2 269/8%),oklch(.68 .16 269/17%));--good:light-dark(oklch(.43 .115 152),oklch(.8 .15 153));
--bad:light-dark(oklch(.46 .175 27),oklch(.77 .13 24));--wait:light-dark(oklch(.45 .13 240),oklch(.8 .105 233));
--warm:light-dark(oklch(.43 .095 62),oklch(.83 .13 78))}
*{box-sizing:border-box}
html{scroll-padding-top:24px;-webkit-text-size-adjust:100%}
body{margin:0;background:var(--page);color:var(--text);font:14px/22px Geist,ui-sans-serif,system-ui,sans-serif;display:grid;grid-template-columns:264px minmax(0,1fr)}
a{color:var(--accent);text-decoration:none}a:hover{text-decoration:underline}
:focus-visible{outline:2px solid var(--accent);outline-offset:2px;border-radius:4px}
.skip{position:absolute;left:-999px}.skip:focus{left:8px;top:8px;background:var(--page);padding:8px;z-index:1}
nav{position:sticky;top:0;height:100vh;overflow-y:auto;background:var(--rail);border-right:1px solid var(--line);padding:16px 12px 32px}
nav .brand{font-weight:600;font-size:15px;margin:0 8px 12px}.brand span{color:var(--faint);font-weight:400}
nav a{display:flex;gap:8px;align-items:baseline;color:var(--quiet);font-size:13px;line-height:18px;padding:5px 8px;border-radius:6px}
nav a:hover{background:var(--soft);color:var(--text);text-decoration:none}
nav .group{color:var(--text);font-weight:500;margin-top:14px}nav .method{min-width:32px}
main{padding:32px 48px 96px;max-width:1180px}
h1{font-size:26px;line-height:34px;letter-spacing:-.01em;margin:0 0 8px}
h2{font-size:20px;line-height:28px;margin:48px 0 4px;letter-spacing:-.01em}
#start h2{font-size:16px;line-height:24px;margin:24px 0 4px}
h3{font-size:16px;line-height:24px;margin:0 0 4px}
h4{font-size:12px;line-height:16px;color:var(--faint);font-weight:500;margin:20px 0 0}
p{margin:4px 0 8px;max-width:70ch}.lead{color:var(--quiet)}
article{border-top:1px solid var(--line);padding:28px 0 20px;margin-top:20px}
code,pre{font-family:"Geist Mono",ui-monospace,SFMono-Regular,Menlo,monospace;font-size:12.5px}
p code,.answer code,.field p code{background:var(--soft);padding:1px 4px;border-radius:4px;overflow-wrap:anywhere}
.call{display:flex;flex-wrap:wrap;gap:8px;align-items:center;margin:6px 0 10px}.call code{font-size:13px;overflow-wrap:anywhere}
.method{font:600 11px/16px "Geist Mono",ui-monospace,Menlo,monospace;color:var(--wait)}
.method.put{color:var(--warm)}.method.post{color:var(--good)}.method.delete{color:var(--bad)}
.key{font:500 11px/16px "Geist Mono",ui-monospace,Menlo,monospace;border:1px solid var(--line);border-radius:4px;padding:0 5px;color:var(--quiet)}
.columns{display:grid;grid-template-columns:minmax(0,1fr) minmax(0,1fr);gap:40px;margin-top:8px}
.field{border-bottom:1px solid var(--line);padding:9px 0}.field p{margin:2px 0 0;font-size:13px;line-height:20px;color:var(--quiet)}
.field-head{display:flex;flex-wrap:wrap;gap:4px 10px;align-items:baseline}.field-head code{font-weight:600;overflow-wrap:anywhere}
.type,.field .limits{color:var(--faint);font-size:12px}.need{color:var(--warm);font-size:12px}
.answer{display:flex;gap:12px;padding:7px 0;border-bottom:1px solid var(--line);font-size:13px;line-height:20px;color:var(--quiet)}
.status{font:600 12px/20px "Geist Mono",ui-monospace,Menlo,monospace;min-width:28px;color:var(--warm)}.s2{color:var(--good)}.s5{color:var(--bad)}
:target{background:var(--soft);border-radius:6px}article:target{background:none}article:target h3{color:var(--accent)}
pre{background:var(--raised);border:1px solid var(--line);border-radius:8px;padding:12px 14px;overflow-x:auto;line-height:19px;margin:20px 0 0}
table{border-collapse:collapse;margin:12px 0}th,td{border-bottom:1px solid var(--line);padding:7px 24px 7px 0;text-align:left;vertical-align:top}th{font-weight:500;color:var(--faint);font-size:12px}
td code{background:var(--soft);padding:1px 4px;border-radius:4px}
pre+p{margin-top:12px}
details summary{cursor:pointer;color:var(--quiet);font-size:13px;margin-top:12px}details pre{margin-top:8px}
@media (max-width:1100px){.columns{grid-template-columns:minmax(0,1fr);gap:0}}
@media (max-width:760px){body{display:block}main{padding:24px 16px 64px}
nav{position:static;height:auto;border-right:0;border-bottom:1px solid var(--line);padding:12px 8px;display:flex;flex-wrap:wrap}
nav .brand{width:100%}nav .to-call{display:none}nav .group{margin:0;padding:10px 8px;color:var(--accent)}}
@media (prefers-reduced-motion:no-preference){html{scroll-behavior:smooth}}
`
