//! Products of dense matrices, and the loops between them.
//!
//! All matrices are row-major slices of `f32`. The loops are compiled for several instruction
//! sets and the best one that the machine has is taken at run time.

#![allow(unsafe_code)]

/// Rows of values that begin `stride` apart.
///
/// A stride smaller than a row makes rows overlap: a window over neighbouring rows is a matrix
/// like any other and needs no copy. A larger one picks columns out of a wider matrix.
#[derive(Clone, Copy)]
pub struct Rows<'a> {
    /// The values, from the first row on.
    pub values: &'a [f32],
    /// How far one row begins after the one before.
    pub stride: usize,
}

/// `out = left · right`: the first `columns` values of each row of `out`, rows `out_stride`
/// apart, where `left` has `rows` rows of `inner` values and `right` has `inner` of `columns`.
///
/// A row of the result depends on that row of `left` alone: the same row gives the same bits,
/// whatever stands beside it.
///
/// # Panics
/// When a slice is too short for the shape.
pub fn product(
    left: Rows,
    right: Rows,
    out: &mut [f32],
    out_stride: usize,
    [rows, inner, columns]: [usize; 3],
) {
    if rows == 0 || columns == 0 || inner == 0 {
        return;
    }
    assert!(left.values.len() >= (rows - 1) * left.stride + inner, "left matrix too short");
    assert!(right.values.len() >= (inner - 1) * right.stride + columns, "right matrix too short");
    assert!(out.len() >= (rows - 1) * out_stride + columns, "result too short");
    assert!(out_stride >= columns, "rows of the result overlap");
    // SAFETY: the assertions above keep every element that the product touches within its slice,
    // and the rows of `out` apart from one another.
    unsafe {
        matrixmultiply::sgemm(
            rows,
            inner,
            columns,
            1.0,
            left.values.as_ptr(),
            left.stride as isize,
            1,
            right.values.as_ptr(),
            right.stride as isize,
            1,
            0.0,
            out.as_mut_ptr(),
            out_stride as isize,
            1,
        );
    }
}

/// Compiles a function for AVX-512, for AVX2 with FMA, and for any machine; a call takes the
/// best that this machine has.
macro_rules! for_this_machine {
    ($(#[$doc:meta])* $vis:vis fn $name:ident$(<const $size:ident: usize>)?(
        $($arg:ident: $type:ty),* $(,)?
    ) $body:block) => {
        $(#[$doc])*
        #[allow(unsafe_code)]
        $vis fn $name$(<const $size: usize>)?($($arg: $type),*) {
            #[inline(always)]
            fn anywhere$(<const $size: usize>)?($($arg: $type),*) $body
            #[cfg(target_arch = "x86_64")]
            {
                #[target_feature(enable = "avx512f,avx512vl,fma")]
                fn avx512$(<const $size: usize>)?($($arg: $type),*) {
                    anywhere$(::<$size>)?($($arg),*)
                }
                #[target_feature(enable = "avx2,fma")]
                fn avx2$(<const $size: usize>)?($($arg: $type),*) {
                    anywhere$(::<$size>)?($($arg),*)
                }
                if is_x86_feature_detected!("avx512f")
                    && is_x86_feature_detected!("avx512vl")
                    && is_x86_feature_detected!("fma")
                {
                    // SAFETY: the machine has the features.
                    return unsafe { avx512$(::<$size>)?($($arg),*) };
                }
                if is_x86_feature_detected!("avx2") && is_x86_feature_detected!("fma") {
                    // SAFETY: the machine has the features.
                    return unsafe { avx2$(::<$size>)?($($arg),*) };
                }
            }
            anywhere$(::<$size>)?($($arg),*)
        }
    };
}
pub(crate) use for_this_machine;
