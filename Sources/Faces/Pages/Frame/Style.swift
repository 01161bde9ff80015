/// How the console looks: light and dark, wide and 360 pixels narrow, on screen and on A4. Served as a file of its own: no page has style within it.
enum Style {
  static let css = colours + layout + parts + narrow + print

  private static let colours = """
    :root{color-scheme:light dark;--paper:#fbfbf9;--card:#fff;--ink:#1d2530;--soft:#566170;--rule:#d9dde2;--faint:#f1f3f4;--accent:#245380;--on:#fff;\
    --good:#226a3f;--warn:#865000;--bad:#a8201a;--goodbg:#e6f3ea;--warnbg:#fbf0dc;--badbg:#fbe6e4}
    @media screen and (prefers-color-scheme:dark){:root{--paper:#12161b;--card:#1a2027;--ink:#e6e9ed;--soft:#a7b2bf;--rule:#343e49;--faint:#222a33;\
    --accent:#8fbbe6;--on:#12161b;--good:#79c898;--warn:#e2b064;--bad:#f19a92;--goodbg:#1b3226;--warnbg:#3a2d14;--badbg:#421f1d}}

    """
  private static let layout = """
    *{box-sizing:border-box}html{-webkit-text-size-adjust:100%}
    body{margin:0;background:var(--paper);color:var(--ink);font:15px/1.5 system-ui,-apple-system,"Segoe UI",Roboto,"PingFang SC","Microsoft YaHei","Noto Sans CJK SC",sans-serif}
    a{color:var(--accent)}a:focus-visible,button:focus-visible,input:focus-visible,select:focus-visible,textarea:focus-visible,summary:focus-visible,.scroll:focus-visible{outline:3px solid var(--accent);outline-offset:2px}
    .skip{position:absolute;left:-999px;top:0;padding:8px 14px;background:var(--card);z-index:9}.skip:focus{left:8px;top:8px}
    .top{display:flex;flex-wrap:wrap;gap:4px 20px;align-items:center;padding:8px 24px;background:var(--card);border-bottom:1px solid var(--rule)}
    .brand{font-weight:700;font-size:18px;text-decoration:none;color:var(--ink);letter-spacing:.02em}
    .top nav{display:flex;flex-wrap:wrap;gap:2px;flex:1}.top nav a{padding:5px 10px;border-radius:7px;text-decoration:none;color:var(--ink);white-space:nowrap}
    .top nav a:hover{background:var(--faint)}.top nav a[aria-current]{background:var(--accent);color:var(--on)}
    .who{display:flex;gap:6px 10px;align-items:center;margin-left:auto}.me{line-height:1.2;text-align:right}.me small{display:block;color:var(--soft);font-size:12px;max-width:16rem;overflow:hidden;text-overflow:ellipsis;white-space:nowrap}
    main{max-width:1240px;margin:0 auto;padding:20px 24px 56px}
    h1{font-size:25px;line-height:1.25;margin:4px 0 14px;font-weight:600;overflow-wrap:anywhere}h2{font-size:18px;margin:30px 0 10px;font-weight:600}h3{font-size:15px;margin:16px 0 6px;font-weight:600}
    p{margin:6px 0;max-width:75em;overflow-wrap:anywhere}.soft,.crumbs{color:var(--soft)}.crumbs{font-size:13.5px;margin:0}.lead{font-size:17px}

    """
  private static let parts = """
    form.inline{display:inline}button{font:inherit;padding:6px 16px;border-radius:7px;border:1px solid var(--accent);background:var(--accent);color:var(--on);cursor:pointer}
    button.plain{background:none;color:var(--accent);padding:4px 10px;border-color:var(--rule)}button.grave{background:var(--bad);border-color:var(--bad)}
    input,select,textarea{font:inherit;color:var(--ink);background:var(--card);border:1px solid var(--soft);border-radius:7px;padding:6px 9px;max-width:100%}input:not([type=checkbox]),select{min-height:37px}input[type=checkbox]{width:18px;height:18px;margin:2px;accent-color:var(--accent)}
    textarea{width:100%;font:13px/1.5 ui-monospace,SFMono-Regular,Menlo,Consolas,monospace;tab-size:2}
    .field{display:flex;flex-direction:column;gap:2px;min-width:0}.field label,.name{font-size:13px;color:var(--soft)}.field input,.field select{width:100%}
    .filters,.act{display:grid;grid-template-columns:repeat(auto-fill,minmax(165px,1fr));gap:10px 14px;align-items:end;background:var(--card);border:1px solid var(--rule);border-radius:11px;padding:14px 16px;margin:0 0 14px}
    .act .wide{grid-column:1/-1}.row{display:flex;flex-wrap:wrap;gap:8px 12px;align-items:end}
    .card{background:var(--card);border:1px solid var(--rule);border-radius:11px;padding:14px 16px;margin:0 0 14px}
    .columns{display:grid;grid-template-columns:repeat(auto-fit,minmax(min(100%,420px),1fr));gap:16px;align-items:start}.columns section>h2:first-child{margin-top:0}
    .tiles{list-style:none;display:grid;grid-template-columns:repeat(auto-fit,minmax(135px,1fr));gap:10px;padding:0;margin:12px 0}
    .tiles li{background:var(--card);border:1px solid var(--rule);border-radius:9px;padding:8px 13px;display:flex;flex-direction:column}.tiles li.unusual{border-color:var(--warn);background:var(--warnbg)}
    .tiles strong{font-size:22px;font-weight:600;font-variant-numeric:tabular-nums}.tiles a{text-decoration:none}
    .flags{list-style:none;margin:0 0 12px;padding:0;display:grid;gap:6px}.flags li,.fault,.done,.calm{padding:8px 14px;border-radius:9px;background:var(--warnbg);border-left:4px solid var(--warn)}
    .flags .grave,.fault{background:var(--badbg);border-color:var(--bad)}.done,.calm{background:var(--goodbg);border-color:var(--good)}.calm,.done,.fault{max-width:none}.fault p{white-space:pre-wrap}
    .scroll{overflow-x:auto;max-width:100%;margin:8px 0 14px;background:var(--card);border:1px solid var(--rule);border-radius:11px}
    table{border-collapse:collapse;width:100%;font-size:13.5px;font-variant-numeric:tabular-nums}caption{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%)}
    th,td{padding:6px 10px;text-align:left;vertical-align:top;border-bottom:1px solid var(--rule)}thead th,thead td{color:var(--soft);font-size:12.5px;font-weight:500;vertical-align:bottom;border-bottom:1px solid var(--soft)}
    tbody tr:last-child td{border-bottom:0}tbody tr:hover{background:var(--faint)}.n{text-align:right;white-space:nowrap}th.n{text-align:right}.w{white-space:nowrap}
    .badge{display:inline-block;padding:0 9px;border-radius:99px;font-size:12.5px;background:var(--faint);color:var(--ink);white-space:nowrap}
    .badge.ok{background:var(--goodbg);color:var(--good)}.badge.warn{background:var(--warnbg);color:var(--warn)}.badge.bad{background:var(--badbg);color:var(--bad)}
    dl{display:grid;grid-template-columns:minmax(88px,max-content) 1fr;gap:3px 16px;margin:0}dt{color:var(--soft)}dd{margin:0;overflow-wrap:anywhere;min-width:0}
    .timeline{list-style:none;margin:0;padding:0 0 0 18px;border-left:2px solid var(--rule)}.timeline>li{position:relative;margin:0 0 16px}.timeline>li::before{content:"";position:absolute;left:-24px;top:7px;width:10px;height:10px;border-radius:50%;background:var(--accent)}
    .timeline h3{margin:0 0 3px}.lines .in1{padding-left:14px}.lines .in2{padding-left:28px}.lines .in3{padding-left:42px}.lines p{margin:3px 0}
    .text{list-style:none;margin:0;padding:8px 0;font:12.5px/1.55 ui-monospace,SFMono-Regular,Menlo,Consolas,monospace;counter-reset:line}.text li{counter-increment:line;white-space:pre;padding:0 12px}.text li::before{content:counter(line);display:inline-block;width:3.2em;margin-right:1em;text-align:right;color:var(--soft)}.text li.wrong{background:var(--badbg)}
    .pager{display:flex;gap:14px;align-items:center;flex-wrap:wrap;margin:8px 0}.legend{border:0;padding:0;margin:0;min-width:0}legend{font-weight:600;padding:0}.check{display:flex;gap:8px;align-items:center}.sign{max-width:26rem}.sign .field{margin:12px 0}

    """
  private static let narrow = """
    @media (max-width:640px){.top{padding:8px 12px;gap:6px}.top nav{order:3;flex-basis:100%;flex-wrap:nowrap;overflow-x:auto;margin:0 -12px;padding:2px 12px}.me small{display:none}main{padding:14px 12px 40px}h1{font-size:21px}.filters,.act{grid-template-columns:1fr 1fr;padding:12px}.act .wide{grid-column:1/-1}.tiles{grid-template-columns:1fr 1fr}th,td{padding:6px 7px}dl{grid-template-columns:1fr;gap:0}dd{margin-bottom:7px}}

    """
  private static let print = """
    @page{size:A4;margin:13mm 12mm}@media print{body{background:#fff;font-size:9.5pt}.top nav,.who form,.skip,.filters,.act,.pager,button,form{display:none}.top{padding:0 0 4pt}main{max-width:none;padding:0}.scroll{overflow:visible;border:0}table{font-size:8pt}th,td{padding:2pt 4pt}h2{break-after:avoid}tr,.card,.timeline>li{break-inside:avoid}thead{display:table-header-group}}
    """
}
