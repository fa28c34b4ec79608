//! A pipeline ready for use.

use crate::Error;
use crate::file::{Bytes, ModelFile};
use crate::parsed::Parsed;
use crate::pipeline::Pipeline;
use crate::worker::Worker;
use rayon::prelude::*;
use std::path::Path;
use std::sync::{Mutex, OnceLock};

/// A pipeline: its weights, its tables, and what it remembers of the words it has met.
///
/// It may be used from many threads at once; what it makes of a text never depends on what it
/// met before.
pub struct Model {
    pipeline: Pipeline<'static>,
    /// Workers that are not at work.
    idle: Mutex<Vec<Worker>>,
}

/// Bytes of text that go through the pipeline together: enough rows for a product to be fast.
const BATCH: usize = 16 * 1024;

#[repr(C, align(64))]
struct Aligned<T: ?Sized>(T);

/// `en_core_web_sm` 3.8.0.
static ENGLISH: &Aligned<[u8]> =
    &Aligned(*include_bytes!("../../../data/model/en_core_web_sm.model"));

impl Model {
    /// The model that the program carries: spaCy's `en_core_web_sm` 3.8.0.
    ///
    /// # Errors
    /// Never, if the program was built from a sound checkout.
    pub fn english() -> Result<Self, Error> {
        static FILE: OnceLock<Result<ModelFile, Error>> = OnceLock::new();
        match FILE.get_or_init(|| ModelFile::new(Bytes::Embedded(&ENGLISH.0))) {
            Ok(file) => Model::of(file),
            Err(_) => Err(Error::Damaged("the embedded model".into())),
        }
    }

    /// A model from a file that `cargo xtask model` made. The file stays mapped for the life of
    /// the program.
    ///
    /// # Errors
    /// When the file cannot be read or is not such a model.
    pub fn open(path: &Path) -> Result<Self, Error> {
        let unreadable = |reason| Error::Unreadable { path: path.into(), reason };
        let file = std::fs::File::open(path).map_err(unreadable)?;
        // SAFETY: the file is only read; as with any mapped file, whoever changes it under a
        // running program changes what that program sees.
        #[allow(unsafe_code)]
        let map = unsafe { memmap2::Mmap::map(&file) }.map_err(unreadable)?;
        let in_file = |reason| Error::InFile { path: path.into(), reason: Box::new(reason) };
        let file = ModelFile::new(Bytes::Mapped(map)).map_err(in_file)?;
        Model::of(Box::leak(Box::new(file))).map_err(in_file)
    }

    fn of(file: &'static ModelFile) -> Result<Self, Error> {
        Ok(Model { pipeline: Pipeline::load(file)?, idle: Mutex::new(Vec::new()) })
    }

    /// Parses one text. Any text will do; none fails.
    pub fn parse<'t>(&self, text: &'t str) -> Parsed<'t> {
        self.with_worker(|worker| worker.parse(&self.pipeline, &[text])).remove(0)
    }

    /// Parses many texts, on all threads of the current rayon pool. The answers are in the order
    /// of the texts and the same as [`Model::parse`] gives for each.
    pub fn parse_batch<'t>(&self, texts: &[&'t str]) -> Vec<Parsed<'t>> {
        let mut batches = Vec::new();
        let (mut start, mut size) = (0, 0);
        for (i, text) in texts.iter().enumerate() {
            size += text.len();
            if size >= BATCH || i + 1 == texts.len() {
                batches.push(&texts[start..=i]);
                (start, size) = (i + 1, 0);
            }
        }
        let parse =
            |batch: &&[&'t str]| self.with_worker(|worker| worker.parse(&self.pipeline, batch));
        batches.par_iter().flat_map_iter(parse).collect()
    }

    /// Lends a worker out; a new one where all are at work.
    fn with_worker<R>(&self, work: impl FnOnce(&mut Worker) -> R) -> R {
        // A worker that panicked was not put back, so what the lock holds is sound.
        let mut idle = self.idle.lock().unwrap_or_else(|poisoned| poisoned.into_inner());
        let worker = idle.pop();
        drop(idle);
        let mut worker = worker.unwrap_or_else(|| Worker::new(&self.pipeline));
        let result = work(&mut worker);
        self.idle.lock().unwrap_or_else(|poisoned| poisoned.into_inner()).push(worker);
        result
    }
}
