//! A shared value that is compared by its address.

use std::ops::Deref;
use std::rc::Rc;

/// A shared value that does not change, and is equal to itself alone. Components compare their properties in every
/// render; a field-by-field comparison of page data would add 1 kB to the app.
#[derive(Debug, Default)]
pub struct PtrEq<T>(Rc<T>);

impl<T> PtrEq<T> {
    /// Shares a value.
    pub fn new(value: T) -> Self {
        Self(Rc::new(value))
    }
}

impl<T> Clone for PtrEq<T> {
    fn clone(&self) -> Self {
        Self(self.0.clone())
    }
}

impl<T> PartialEq for PtrEq<T> {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.0, &other.0)
    }
}

impl<T> Eq for PtrEq<T> {}

impl<T> Deref for PtrEq<T> {
    type Target = T;

    fn deref(&self) -> &T {
        &self.0
    }
}
