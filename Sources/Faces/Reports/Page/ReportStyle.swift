/// How the page looks: light and dark, wide and narrow, on screen and on A4.
/// Colours of classes are told apart without red or green, too: they differ in lightness.
enum ReportStyle {
  static let css = light + dark + layout + tables + pictures + narrow + print

  private static let light = """
    :root{--paper:#fbfbf9;--card:#fff;--ink:#1d2530;--soft:#5b6675;--rule:#e1e4e8;--faint:#f1f3f4;--main:#2f5d8a;--accent:#2f5d8a;\
    --good:#2c7a4b;--warn:#9a5b00;--bad:#b3261e;--goodbg:#e6f3ea;--warnbg:#fbf0dc;--badbg:#fbe6e4;\
    --c0:#8a94a1;--c1:#2166ac;--c2:#c98518;--c3:#178062;--c4:#7b2d5a;--on4:#fff;--on:#fff;--on2:#1d2530;--on0:#1d2530;--stock:#7d8896;--in:#2e8b6b;--out:#b5652a}
    """
  private static let dark = """
    @media screen and (prefers-color-scheme:dark){:root{--paper:#12161b;--card:#1a2027;--ink:#e6e9ed;--soft:#a0abb8;--rule:#2f3842;--faint:#222a33;\
    --main:#7fb0de;--accent:#8fbbe6;--good:#79c898;--warn:#e2b064;--bad:#f19a92;--goodbg:#1b3226;--warnbg:#3a2d14;--badbg:#421f1d;\
    --c0:#a9b3bf;--c1:#5b9be0;--c2:#f0c060;--c3:#4fc79e;--c4:#b0508a;--on4:#fff;--on:#12161b;--on2:#12161b;--on0:#12161b;--stock:#8e99a6;--in:#5cbf9b;--out:#e0925a}}
    """
  private static let layout = """
    *{box-sizing:border-box}html{scroll-behavior:smooth;-webkit-text-size-adjust:100%}\
    body{margin:0;background:var(--paper);color:var(--ink);font:15px/1.55 system-ui,-apple-system,"Segoe UI",Roboto,"PingFang SC","Hiragino Sans GB",\
    "Microsoft YaHei","Noto Sans CJK SC","Source Han Sans SC",sans-serif}\
    .page{max-width:1240px;margin:0 auto;padding:28px 28px 48px;display:none}\
    #show-zh:checked~.page-zh,#show-en:checked~.page-en{display:block}\
    .switch{position:absolute;opacity:0;width:1px;height:1px}\
    #show-zh:focus-visible~.page .languages label[for=show-zh],#show-en:focus-visible~.page .languages label[for=show-en]{outline:2px solid var(--accent);outline-offset:2px}\
    .top{display:flex;justify-content:space-between;gap:24px;align-items:flex-start;border-bottom:2px solid var(--ink);padding-bottom:14px}\
    .kicker{margin:0;color:var(--soft);letter-spacing:.06em;font-size:13px}\
    h1{font-size:27px;line-height:1.25;margin:2px 0 4px;font-weight:600;overflow-wrap:anywhere}.day{font-weight:400;color:var(--soft);white-space:nowrap;font-variant-numeric:tabular-nums}\
    h2{font-size:20px;margin:42px 0 14px;font-weight:600;scroll-margin-top:56px}h3{font-size:15px;margin:0 0 8px;font-weight:600}\
    section>h3{margin-top:22px}.meta,.note,.empty{color:var(--soft);font-size:13.5px;margin:4px 0}.status{color:var(--ink);font-weight:600}\
    .languages{margin:0;display:flex;border:1px solid var(--rule);border-radius:7px;overflow:hidden;flex:none}\
    .languages label{padding:4px 12px;cursor:pointer;font-size:13.5px;color:var(--soft);background:var(--card)}\
    .languages label.on{background:var(--main);color:var(--on);cursor:default}\
    nav{position:sticky;top:0;z-index:2;background:var(--paper);border-bottom:1px solid var(--rule);padding:8px 0;display:flex;gap:4px 18px;flex-wrap:wrap;font-size:13.5px}\
    nav a{color:var(--accent);text-decoration:none;white-space:nowrap}nav a:hover,nav a:focus-visible{text-decoration:underline}\
    .lead{font-size:18px;line-height:1.5;margin:0 0 16px;max-width:62em}\
    .tiles{list-style:none;display:grid;grid-template-columns:repeat(auto-fit,minmax(150px,1fr));gap:10px;padding:0;margin:0 0 16px}\
    .tiles li{background:var(--card);border:1px solid var(--rule);border-radius:9px;padding:10px 14px;display:flex;flex-direction:column}\
    .tiles li.unusual{border-color:var(--warn);background:var(--warnbg)}\
    .tiles .name{color:var(--soft);font-size:13px}.tiles strong{font-size:23px;font-weight:600;font-variant-numeric:tabular-nums;line-height:1.3}\
    .tiles .change{color:var(--soft);font-size:12px;font-variant-numeric:tabular-nums}\
    .calm{background:var(--goodbg);color:var(--good);padding:9px 14px;border-radius:9px;margin:0}\
    .flags{list-style:none;margin:0;padding:0;display:grid;gap:6px}.flags li{padding:8px 14px;border-radius:9px;background:var(--warnbg);border-left:4px solid var(--warn)}\
    .flags li strong{color:var(--warn);margin-right:4px}.flags .grave{background:var(--badbg);border-color:var(--bad)}.flags .grave strong{color:var(--bad)}\
    .verdict{display:flex;flex-wrap:wrap;gap:8px;margin:0 0 14px}\
    .badge{display:inline-block;padding:1px 9px;border-radius:99px;font-size:12.5px;background:var(--faint);color:var(--soft);white-space:nowrap}\
    .badge.ok{background:var(--goodbg);color:var(--good)}.badge.warn{background:var(--warnbg);color:var(--warn)}.badge.bad{background:var(--badbg);color:var(--bad)}\
    .verdict .badge{font-size:13.5px;padding:4px 13px;white-space:normal}.ok{color:var(--good)}.bad{color:var(--bad)}\
    .charts{display:grid;grid-template-columns:repeat(auto-fit,minmax(min(100%,440px),1fr));gap:16px;align-items:stretch;margin:12px 0}.charts:not(.small)>:last-child:nth-child(odd){grid-column:1/-1}\
    .charts.small{grid-template-columns:repeat(auto-fit,minmax(min(100%,340px),1fr))}\
    figure,.card{margin:0;background:var(--card);border:1px solid var(--rule);border-radius:11px;padding:15px 17px;min-width:0}\
    .beside{display:grid;grid-template-columns:minmax(0,5fr) minmax(0,7fr);gap:0 20px;align-items:start}.beside>figcaption,.beside>.note{grid-column:1/-1}\
    .stack{display:grid;gap:16px;min-width:0}figcaption{font-weight:600;margin-bottom:8px}footer{margin-top:46px;border-top:1px solid var(--rule);padding-top:12px;color:var(--soft);font-size:12.5px}footer p{margin:3px 0}
    """
  private static let tables = """
    .scroll{overflow-x:auto;margin-top:8px;max-width:100%}.scroll:focus-visible{outline:2px solid var(--accent)}\
    table{border-collapse:collapse;width:100%;font-size:13px;font-variant-numeric:tabular-nums}\
    caption{text-align:left;color:var(--soft);font-size:12.5px;padding:2px 0 5px}\
    th,td{padding:4px 9px;text-align:left;vertical-align:top;border-bottom:1px solid var(--rule)}th{font-weight:500}\
    thead th{color:var(--soft);font-size:12px;vertical-align:bottom;border-bottom:1px solid var(--soft);white-space:nowrap}\
    .n{text-align:right;white-space:nowrap}.w{white-space:nowrap}tfoot th,tfoot td{border-top:1px solid var(--soft);border-bottom:0;font-weight:600}\
    .charts table{font-size:12.5px}.charts thead th{font-size:11.5px}\
    .charts th,.charts td,#zh-collectors td,#zh-collectors th,#en-collectors td,#en-collectors th{padding:4px 5px}.charts figure th,.charts figure td{padding:4px 3.5px}.charts thead th{white-space:normal}#zh-collectors table,#en-collectors table{font-size:12.5px}\
    figure caption{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%)}.charts th:first-child{padding-left:0}\
    tbody tr:hover{background:var(--faint)}.zero,.same{color:var(--soft)}\
    .example{display:block;color:var(--soft);font-size:12px;line-height:1.4;font-weight:400}.card .example{min-width:10em}\
    #zh-collectors td:last-child,#en-collectors td:last-child,#zh-audit td:last-child,#en-audit td:last-child{min-width:16em}\
    #zh-audit .card td:last-child,#en-audit .card td:last-child{min-width:0}\
    code{display:block;font:12px/1.45 ui-monospace,SFMono-Regular,Menlo,Consolas,monospace;color:var(--soft);overflow-wrap:anywhere}\
    details{margin-top:8px}summary{cursor:pointer;color:var(--accent);font-size:13px}
    """
  private static let pictures = """
    svg{display:block;width:100%;height:auto;max-width:640px}figure svg{overflow:visible}svg.mix{width:72px;height:12px;margin-top:4px;border-radius:2px}\
    .legend{list-style:none;display:flex;flex-wrap:wrap;gap:3px 14px;margin:0 0 8px;padding:0;font-size:12.5px;color:var(--soft)}\
    .key{display:inline-block;width:10px;height:10px;border-radius:2px;margin-right:5px}\
    .t{font-size:12.5px;fill:var(--ink)}.s{font-size:11.5px;fill:var(--soft)}.num{font-variant-numeric:tabular-nums;fill:var(--ink)}\
    .grid{stroke:var(--rule);stroke-width:1}.axis{stroke:var(--soft);stroke-width:1}.diagonal{stroke:var(--soft);stroke-dasharray:4 4}.cut{stroke:var(--soft);stroke-dasharray:2 3}\
    .c0{fill:var(--c0);background:var(--c0)}.c1{fill:var(--c1);background:var(--c1)}.c2{fill:var(--c2);background:var(--c2)}.c3{fill:var(--c3);background:var(--c3)}.c4{fill:var(--c4);background:var(--c4)}\
    .on0{fill:var(--on0)}.on1,.on3{fill:var(--on)}.on4{fill:var(--on4)}.on2{fill:var(--on2)}\
    .f-main{fill:var(--main);background:var(--main)}.f-warn{fill:var(--c2);background:var(--c2)}.f-stock{fill:var(--stock);background:var(--stock)}.f-in{fill:var(--in);background:var(--in)}.f-out{fill:var(--out);background:var(--out)}\
    .l0,.l1,.l2{fill:none;stroke-width:2;stroke:var(--c1)}.l1{stroke:var(--c3)}.l2{stroke:var(--c2);stroke-dasharray:6 3}.p0{fill:var(--c1)}.p1{fill:var(--c3)}.p2{fill:var(--c2)}\
    .a-main{fill:var(--c1);opacity:.12}.running{fill:none;stroke:var(--ink);stroke-width:1.5;opacity:.75}\
    .up,.down{stroke:var(--c1);stroke-width:2}.down{stroke:var(--out)}.d-before{fill:var(--card);stroke:var(--soft);stroke-width:1.5;background:var(--soft)}.d-after{fill:var(--main);background:var(--main)}
    """
  private static let narrow = """
    @media screen and (max-width:900px){.beside{display:block}}@media (max-width:640px){body{font-size:14.5px}.page{padding:16px 14px 36px}.top{flex-direction:column-reverse;gap:8px}h1{font-size:22px}.day{white-space:normal}h2{margin-top:32px;font-size:18px}\
    nav{flex-wrap:nowrap;overflow-x:auto}.lead{font-size:16px}.tiles{grid-template-columns:repeat(2,1fr);gap:8px}figure,.card{padding:12px}.t{font-size:13.5px}.s{font-size:12.5px}}
    """
  private static let print = """
    @page{size:A4;margin:13mm 12mm}@page wide{size:A4 landscape;margin:11mm 12mm}\
    @media print{#zh-collectors,#en-collectors,#zh-audit,#en-audit{page:wide}body{background:#fff;font-size:9.5pt;-webkit-print-color-adjust:exact}.page{padding:0;max-width:none}nav,.languages,details:not([open])>summary{display:none}\
    h2{break-after:avoid;font-size:14pt;margin:16pt 0 6pt}h3{break-after:avoid}figure,.card,.tiles li,.flags li,tr{break-inside:avoid}\
    .charts{grid-template-columns:1fr 1fr;gap:8pt}.charts.small{grid-template-columns:1fr 1fr 1fr}\
    figure,.card{padding:8pt;border-radius:5pt}.scroll{overflow:visible}table,.charts table,#zh-collectors table,#en-collectors table{font-size:7.4pt}.charts table{font-size:7pt}th,td,.charts th,.charts td{padding:2pt 3pt}.charts thead th{font-size:6.4pt}thead th,caption,.example,.badge{font-size:6.8pt}\
    thead th,.badge{white-space:normal}thead{display:table-header-group}.tiles strong{font-size:14pt}.tiles{grid-template-columns:repeat(auto-fit,minmax(24mm,1fr));gap:5pt}.tiles li{padding:5pt 7pt}.tiles .name,.tiles .change{font-size:7pt}\
    .lead{font-size:11.5pt}.example{min-width:0}#zh-collectors td:last-child,#en-collectors td:last-child,#zh-audit td:last-child,#en-audit td:last-child{min-width:18em}code{font-size:6.6pt}}
    """
}
