//! A spaCy pipeline's files in, a model file out.
//!
//! Weights are laid out the way the program reads them: transposed, so that a product walks
//! along rows, and with the pieces of a maxout one after another instead of interleaved.

use crate::package::Files;
use anyhow::{Context, Result, bail, ensure};
use chancery_syntax::file::Writer;
use chancery_syntax::hash::StringIds;
use rmpv::Value;
use serde_json::json;
use std::collections::BTreeMap;

type Json = serde_json::Value;

/// The parts of speech that the lemmatizer has tables for.
const LEMMA_TABLES: [&str; 5] = ["adj", "adv", "noun", "punct", "verb"];

/// Converts a pipeline; `tables` is `data/model/tables.json`.
pub fn convert(files: &Files, tables: &Json) -> Result<Vec<u8>> {
    let mut out = Writer::default();
    let meta: Json = serde_json::from_slice(file(files, "meta.json")?)?;
    let about = ["lang", "name", "version", "author", "url", "license"];
    out.json("about", &about.iter().map(|&key| (key, meta[key].clone())).collect());
    out.json("tables", tables);
    specials(&mut out, &unpacked(files, "tokenizer")?)?;
    norms(&mut out, &unpacked(files, "vocab/lookups.bin")?)?;
    lemmas(&mut out, &unpacked(files, "lemmatizer/lookups/lookups.bin")?, tables)?;
    out.json("ruler", &as_json(&unpacked(files, "attribute_ruler/patterns")?)?);
    let config: Json = serde_json::from_slice(file(files, "tagger/cfg")?)?;
    out.json("tags", &config["labels"]);

    let vectors = Vectors::read(files)?;
    encoder(&mut out, "tok2vec", &Layers::read(files, "tok2vec/model")?, vectors.as_ref())?;
    let tagger = Layers::read(files, "tagger/model")?;
    let softmax = tagger.referred("softmax")?;
    out.array("tagger.weights", &tagger.array(softmax, "W")?.transposed());
    out.array("tagger.bias", &tagger.array(softmax, "b")?.values);
    for (part, encoded) in [("parser", false), ("ner", true)] {
        let layers = Layers::read(files, &format!("{part}/model"))?;
        if encoded {
            encoder(&mut out, part, &layers, vectors.as_ref())?;
        }
        scorer(&mut out, part, &layers)?;
        moves(&mut out, part, &unpacked(files, &format!("{part}/moves"))?)?;
    }
    Ok(out.finish())
}

fn file<'f>(files: &'f Files, path: &str) -> Result<&'f [u8]> {
    files.get(path).map(Vec::as_slice).with_context(|| format!("{path} is missing"))
}

fn unpacked(files: &Files, path: &str) -> Result<Value> {
    rmpv::decode::read_value(&mut file(files, path)?).with_context(|| format!("in {path}"))
}

/// The tokenizer's special cases: a chunk, and its tokens with their norms where these differ.
fn specials(out: &mut Writer, tokenizer: &Value) -> Result<()> {
    const ORTH: u64 = 65;
    const NORM: u64 = 67;
    ensure!(get(tokenizer, "token_match").is_ok_and(Value::is_nil), "a token_match is not known");
    let mut all = BTreeMap::new();
    for (chunk, tokens) in entries(get(tokenizer, "exceptions")?)? {
        let mut list = Vec::new();
        for token in tokens.as_array().context("an exception is no list")? {
            let attribute = |wanted: u64| {
                let found = token.as_map()?.iter().find(|(key, _)| key.as_u64() == Some(wanted));
                found.and_then(|(_, value)| value.as_str())
            };
            list.push(json!([attribute(ORTH).context("a token without text")?, attribute(NORM)]));
        }
        all.insert(string(chunk)?, list);
    }
    out.json("tokenizer.specials", &json!(all));
    Ok(())
}

/// Norms of words (mostly British spellings) by string id.
fn norms(out: &mut Writer, lookups: &Value) -> Result<()> {
    let mut sorted = BTreeMap::new();
    for (id, norm) in entries(get(lookups, "lexeme_norm")?)? {
        sorted.insert(id.as_u64().context("a key is no id")?, string(norm)?);
    }
    out.array("norms.ids", &sorted.keys().copied().collect::<Vec<u64>>());
    out.strings("norms", sorted.values().copied());
    Ok(())
}

/// The lemmatizer's rules, word lists and exceptions.
fn lemmas(out: &mut Writer, lookups: &Value, tables: &Json) -> Result<()> {
    let ids = StringIds::new(serde_json::from_value(tables["symbols"].clone())?);
    let table = |name: &str, pos: &str| -> Result<Option<Value>> {
        let mut of_pos = entries(get(lookups, name)?)?.iter();
        let found = of_pos.find(|(key, _)| key.as_u64() == Some(ids.id(pos)));
        Ok(found.map(|(_, value)| value.clone()))
    };
    let mut rules = BTreeMap::new();
    for pos in LEMMA_TABLES {
        if let Some(found) = table("lemma_rules", pos)? {
            rules.insert(pos, as_json(&found)?);
        }
        let mut index = Vec::new();
        if let Some(found) = table("lemma_index", pos)? {
            for word in found.as_array().context("an index is no list")? {
                index.push(string(word)?.to_string());
            }
        }
        index.sort_unstable();
        index.dedup();
        out.strings(&format!("lemma.{pos}.index"), index.iter().map(String::as_str));
        let mut exceptions = BTreeMap::new();
        if let Some(found) = table("lemma_exc", pos)? {
            for (form, lemmas) in entries(&found)? {
                let lemmas = lemmas.as_array().context("an exception is no list")?;
                let lemmas = lemmas.iter().map(string).collect::<Result<Vec<_>>>()?;
                exceptions.insert(string(form)?.to_string(), lemmas.join("\n"));
            }
        }
        let name = format!("lemma.{pos}.exceptions");
        out.strings(&name, exceptions.keys().map(String::as_str));
        out.strings(&format!("{name}.lemmas"), exceptions.values().map(String::as_str));
    }
    for name in ["lemma_rules", "lemma_index", "lemma_exc"] {
        for (key, _) in entries(get(lookups, name)?)? {
            let known = LEMMA_TABLES.iter().any(|pos| key.as_u64() == Some(ids.id(pos)));
            ensure!(known, "{name} has a part of speech that is not known");
        }
    }
    out.json("lemma.rules", &json!(rules));
    Ok(())
}

/// The moves of a transition system in class order: `[action, label]`.
fn moves(out: &mut Writer, part: &str, packed: &Value) -> Result<()> {
    let text = string(get(packed, "moves")?)?;
    let actions: BTreeMap<String, BTreeMap<String, i64>> = serde_json::from_str(text)?;
    let mut list = Vec::new();
    for (action, labels) in actions {
        let mut labels: Vec<(i64, String)> = labels.into_iter().map(|(l, n)| (n, l)).collect();
        labels.sort_by(|a, b| b.cmp(a));
        let action: u8 = action.parse()?;
        list.extend(labels.into_iter().map(|(_, label)| json!([action, label])));
    }
    out.json(&format!("{part}.moves"), &json!(list));
    Ok(())
}

/// The embedding tables, the layer that mixes them, and the four window layers.
fn encoder(out: &mut Writer, part: &str, layers: &Layers, vectors: Option<&Vectors>) -> Result<()> {
    let extract = layers.named("extract_features")[0];
    let columns = as_json(&layers.attribute(extract, "columns")?)?;
    let mut tables = Vec::new();
    for (i, &node) in layers.named("hashembed").iter().enumerate() {
        let column = layers.attribute(node, "column")?.as_u64().context("no column")?;
        let seed = layers.attribute(node, "seed")?.as_u64().context("no seed")?;
        tables.push(json!([columns[column as usize], seed]));
        out.array(&format!("{part}.table.{i}"), &layers.array(node, "E")?.values);
    }
    out.json(&format!("{part}.features"), &json!(tables));
    if let (Some(vectors), [node]) = (vectors, &layers.named("static_vectors")[..]) {
        out.array(&format!("{part}.vectors.ids"), &vectors.ids);
        out.array(&format!("{part}.vectors.rows"), &vectors.rows);
        out.array(&format!("{part}.vectors"), &vectors.projected(&layers.array(*node, "W")?));
    }
    // In order of index, the layer that mixes the embeddings comes before the windows.
    let (maxouts, norms) = (layers.named("maxout"), layers.named("layernorm"));
    ensure!(maxouts.len() == 5 && norms.len() == 5, "{part} has another number of layers");
    for (i, (maxout, norm)) in maxouts.into_iter().zip(norms).enumerate() {
        let name = |what: &str| format!("{part}.{i}.{what}");
        out.array(&name("weights"), &layers.array(maxout, "W")?.planar(1)?.transposed());
        out.array(&name("bias"), &layers.array(maxout, "b")?.planar(1)?.values);
        out.array(&name("gain"), &layers.array(norm, "G")?.values);
        out.array(&name("shift"), &layers.array(norm, "b")?.values);
    }
    Ok(())
}

/// The layers that score a state.
fn scorer(out: &mut Writer, part: &str, layers: &Layers) -> Result<()> {
    let (lower, upper) = (layers.referred("lower")?, layers.referred("upper")?);
    let linear = layers.named("linear").into_iter().find(|&node| node != upper);
    let linear = linear.context("no linear layer")?;
    out.array(&format!("{part}.linear.weights"), &layers.array(linear, "W")?.transposed());
    out.array(&format!("{part}.linear.bias"), &layers.array(linear, "b")?.values);
    let weights = layers.array(lower, "W")?.planar(2)?;
    out.array(&format!("{part}.lower.weights"), &weights.transposed());
    out.array(&format!("{part}.lower.bias"), &layers.array(lower, "b")?.planar(1)?.values);
    let absent = layers.array(lower, "pad")?;
    let absent = Array { shape: absent.shape[1..].to_vec(), values: absent.values };
    out.array(&format!("{part}.lower.absent"), &absent.planar(2)?.values);
    out.array(&format!("{part}.upper.weights"), &layers.array(upper, "W")?.transposed());
    out.array(&format!("{part}.upper.bias"), &layers.array(upper, "b")?.values);
    Ok(())
}

/// Static word vectors (the medium and large models have them).
struct Vectors {
    /// String ids, ascending, and the row of each.
    ids: Vec<u64>,
    rows: Vec<u32>,
    table: Array,
}

impl Vectors {
    fn read(files: &Files) -> Result<Option<Self>> {
        let Value::Map(keys) = unpacked(files, "vocab/key2row")? else {
            bail!("vocab/key2row is no map");
        };
        if keys.is_empty() {
            return Ok(None);
        }
        let mut pairs = BTreeMap::new();
        for (id, row) in &keys {
            pairs.insert(
                id.as_u64().context("a key is no id")?,
                row.as_u64().context("a row is no number")? as u32,
            );
        }
        Ok(Some(Vectors {
            ids: pairs.keys().copied().collect(),
            rows: pairs.values().copied().collect(),
            table: numpy(file(files, "vocab/vectors")?)?,
        }))
    }

    /// Every row times `weights` transposed: what the embedding layer would compute each time.
    fn projected(&self, weights: &Array) -> Vec<f32> {
        let width = weights.shape[1];
        let mut out = Vec::new();
        for row in self.table.values.chunks_exact(width) {
            for weight in weights.values.chunks_exact(width) {
                let sum: f64 =
                    row.iter().zip(weight).map(|(&a, &b)| f64::from(a) * f64::from(b)).sum();
                out.push(sum as f32);
            }
        }
        out
    }
}

/// A dense array of `f32`.
struct Array {
    shape: Vec<usize>,
    values: Vec<f32>,
}

impl Array {
    /// As rows by whatever is last, turned.
    fn transposed(&self) -> Vec<f32> {
        let columns = *self.shape.last().unwrap_or(&1);
        let rows = self.values.len() / columns;
        let turned = (0..columns).flat_map(|c| (0..rows).map(move |r| (r, c)));
        turned.map(|(r, c)| self.values[r * columns + c]).collect()
    }

    /// Swaps axis `axis` (the pieces) with the one before it (the outputs).
    fn planar(&self, axis: usize) -> Result<Array> {
        ensure!(axis < self.shape.len(), "an array has too few axes");
        let (outputs, pieces) = (self.shape[axis - 1], self.shape[axis]);
        let inner: usize = self.shape[axis + 1..].iter().product();
        let mut values = Vec::with_capacity(self.values.len());
        for block in self.values.chunks_exact(outputs * pieces * inner) {
            for piece in 0..pieces {
                for output in 0..outputs {
                    let start = (output * pieces + piece) * inner;
                    values.extend(&block[start..start + inner]);
                }
            }
        }
        let mut shape = self.shape.clone();
        shape.swap(axis - 1, axis);
        Ok(Array { shape, values })
    }
}

/// A thinc model: its layers, their attributes and parameters.
struct Layers {
    nodes: Vec<Value>,
    attributes: Vec<Value>,
    parameters: Vec<Value>,
}

impl Layers {
    fn read(files: &Files, path: &str) -> Result<Self> {
        let model = unpacked(files, path)?;
        let list = |key| -> Result<Vec<Value>> {
            Ok(get(&model, key)?.as_array().context("no list of layers")?.clone())
        };
        Ok(Layers {
            nodes: list("nodes")?,
            attributes: list("attrs")?,
            parameters: list("params")?,
        })
    }

    /// The indices of the layers of a name.
    fn named(&self, name: &str) -> Vec<usize> {
        let is = |node: &Value| get(node, "name").ok().and_then(Value::as_str) == Some(name);
        (0..self.nodes.len()).filter(|&i| is(&self.nodes[i])).collect()
    }

    /// The layer that the outermost one refers to by a name.
    fn referred(&self, name: &str) -> Result<usize> {
        let index = get(get(&self.nodes[0], "refs")?, name)?.as_u64();
        Ok(index.context("a reference is no index")? as usize)
    }

    fn attribute(&self, node: usize, name: &str) -> Result<Value> {
        let packed = get(&self.attributes[node], name)?;
        let packed = packed.as_slice().context("an attribute is not packed")?;
        Ok(rmpv::decode::read_value(&mut &packed[..])?)
    }

    fn array(&self, node: usize, name: &str) -> Result<Array> {
        let packed = get(&self.parameters[node], name)?;
        let field = |wanted: &str| -> Result<&Value> {
            let mut fields = entries(packed)?.iter();
            let found = fields.find(|(key, _)| key.as_slice() == Some(wanted.as_bytes()));
            found.map(|(_, value)| value).with_context(|| format!("an array without {wanted}"))
        };
        ensure!(field("type")?.as_str() == Some("<f4"), "{name} is not of f32");
        let shape = field("shape")?.as_array().context("a shape is no list")?;
        let shape = shape.iter().map(|n| n.as_u64().map(|n| n as usize));
        let shape = shape.collect::<Option<Vec<_>>>().context("a shape is not of numbers")?;
        let values = floats(field("data")?.as_slice().context("an array without data")?);
        ensure!(values.len() == shape.iter().product::<usize>(), "{name} is cut short");
        Ok(Array { shape, values })
    }
}

/// A numpy file of version 1: a header in Python's notation, then `f32`s.
fn numpy(bytes: &[u8]) -> Result<Array> {
    ensure!(bytes.starts_with(b"\x93NUMPY\x01\x00"), "vocab/vectors is no numpy file");
    let end = 10 + usize::from(u16::from_le_bytes([bytes[8], bytes[9]]));
    let header = std::str::from_utf8(&bytes[10..end])?;
    ensure!(header.contains("'<f4'") && header.contains("False"), "unknown layout {header}");
    let shape = header.split_once("'shape': (").and_then(|(_, rest)| rest.split_once(')'));
    let shape = shape.context("no shape")?.0.split(',').filter_map(|n| n.trim().parse().ok());
    Ok(Array { shape: shape.collect(), values: floats(&bytes[end..]) })
}

fn floats(bytes: &[u8]) -> Vec<f32> {
    bytes.chunks_exact(4).map(|b| f32::from_le_bytes([b[0], b[1], b[2], b[3]])).collect()
}

fn entries(map: &Value) -> Result<&Vec<(Value, Value)>> {
    map.as_map().context("no map")
}

fn get<'v>(map: &'v Value, key: &str) -> Result<&'v Value> {
    let found = entries(map)?.iter().find(|(k, _)| k.as_str() == Some(key));
    found.map(|(_, value)| value).with_context(|| format!("{key} is missing"))
}

fn string(value: &Value) -> Result<&str> {
    value.as_str().context("no string")
}

fn as_json(value: &Value) -> Result<Json> {
    Ok(match value {
        Value::Nil => Json::Null,
        Value::Boolean(b) => json!(b),
        Value::Integer(n) => json!(n.as_i64().context("a number is too large")?),
        Value::String(_) => json!(string(value)?),
        Value::Array(list) => Json::Array(list.iter().map(as_json).collect::<Result<_>>()?),
        Value::Map(map) => {
            let pairs = map.iter().map(|(k, v)| Ok((string(k)?.to_string(), as_json(v)?)));
            Json::Object(pairs.collect::<Result<_>>()?)
        }
        other => bail!("{other} has no place in JSON"),
    })
}
