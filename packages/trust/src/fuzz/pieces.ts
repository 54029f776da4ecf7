/** Pieces that, when repeated, make a naive reader look back each time. */
export const pieces: readonly string[] = [
  ..."a0 \t\n\r\"\\'()（）[]{}<>:;,.-_*/?#=&%|^$+`@~".split(""),
  ...'ab|a1|1.|1,|a |a:|(a|(:|((:|: | :|[{|{"|"a|"a"|"a":|"a":1,|\\"|\\\\|\n\n|\r\n|\r\n\r\n|data:|data: |data: {|data: "error"\n\n|: \n'.split(
    "|",
  ),
  ...'sk-|sk-a|bearer |req_|req_a|(request id: |(request id: a)|（请求 ID：|Ray ID|"message"|"message" |"message":"|"message":"\\'.split(
    "|",
  ),
  ..."again |again in 1|retry a b 1|1h|1h |1 m 1 m |1.1.|;t|;t=|; t = |Sun, 06 Nov |aday, |model |models/|field |upstream |5 0".split(
    "|",
  ),
  ...'syntaxerror |syntaxerror token|abort|connect |time|fetch |<title>|<title|finish_reason":|a.b.|a.done|{"error":|http://|http://a@'.split(
    "|",
  ),
  ...'password: "|password=|token: a|cookie: |-----BEGIN A|data:image/png;base64,|iVBOR|?key=|%25|\\u0073|{"token":"|["authorization",'.split(
    "|",
  ),
  ..."Error: |Error: x\n    at y {|\n    at a (b)|[cause]: |<ref *1> |Map(1) {|'a': |a => |'a' + |curl |curl https://a |< HTTP/2 500\n|a: b\n".split(
    "|",
  ),
  ..."HTTP/1.1 200 x\n\n|503 |status=503 |GET /a 503 |1\na\n|ffffffff\n|\u001b[1m|{a: {|(|{'error': ".split("|"),
];
