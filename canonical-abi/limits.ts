/** Numbers of the Canonical ABI that are limits. */

/**
 * Parameters that are passed as core values; more go through memory.
 * @spec CanonicalABI.md#flattening
 */
export const MAX_FLAT_PARAMS = 16;

/** The same for a function that is lowered async. */
export const MAX_FLAT_ASYNC_PARAMS = 4;

/** Results that are returned as core values; more go through memory. */
export const MAX_FLAT_RESULTS = 1;

/**
 * Bytes of a string in memory.
 * @spec CanonicalABI.md#loading
 */
export const MAX_STRING_BYTE_LENGTH = 2 ** 28 - 1;

/** Bytes of the elements of a list in memory. */
export const MAX_LIST_BYTE_LENGTH = 2 ** 28 - 1;

/**
 * Bytes of a value in a 64-bit memory; a type whose values take more is invalid.
 * @spec CanonicalABI.md#element-size
 */
export const MAX_ELEM_SIZE = 2 ** 28 - 1;

/**
 * Labels of a `flags` type.
 * @spec CanonicalABI.md#alignment
 */
export const MAX_FLAGS = 32;

/**
 * The largest index into a table of handles.
 * @spec CanonicalABI.md#table-state
 */
export const MAX_TABLE_LENGTH = 2 ** 28 - 1;
