//! scratch
use chancery_reading::learn::apply;
use chancery_reading::CodePoints;
use chancery_report::Report;
use chancery_syntax::Model;
use serde_json::json;
fn main() -> Result<(), Box<dyn std::error::Error>> {
    let a: Vec<String> = std::env::args().skip(1).collect();
    let lines: Vec<serde_json::Value> = std::fs::read_to_string(&a[0])?.lines().map(|l| serde_json::from_str(l).unwrap()).collect();
    let reports: Vec<Report> = lines.iter().map(|l| Report::from_text(l["id"].as_str().unwrap(), l["text"].as_str().unwrap().into()).unwrap()).collect();
    let w = std::fs::read_to_string(&a[1])?;
    let model = Model::english()?;
    let t = std::time::Instant::now();
    let out = apply(&reports, &model, &w, a.get(2).map_or(-5.0, |x| x.parse().unwrap()), a.get(3).map_or(0.35, |x| x.parse().unwrap())).unwrap();
    eprintln!("{:?}", t.elapsed());
    for (r, st) in reports.iter().zip(out) {
        let p = CodePoints::new(&r.text);
        let c = |s: &[chancery_reading::Span]| s.iter().map(|s| { let s = p.span(&r.text, *s); json!([s.start, s.end]) }).collect::<Vec<_>>();
        let st: Vec<_> = st.iter().map(|s| json!({"source": c(&s.source.spans), "cue": c(&s.cue.spans), "content": c(&s.content.spans), "kind": s.kind})).collect();
        println!("{}", json!({"id": r.source, "text": r.text, "statements": st}));
    }
    Ok(())
}
