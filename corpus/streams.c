/* The streams of `corpus.analysis` in one pass over a text, with the concepts named in it and the words that may be numbers.

   Text comes in lower case as UTF-16 code units; `kind` and `bare` are tables over the first `limit` code points (bit 1: part
   of a word, bit 2: blank), made by Python from its own character classes. A text with any other character is left to the
   Python twin: the functions then return -1. */
#include <stdint.h>
#include <string.h>

enum { WORD = 1, BLANK = 2 };

typedef struct {
    int32_t limit;
    const uint8_t *kind;
    const uint16_t *bare;
    /* syllables of the concepts' forms: an open table of `slots` entries (syllable + 1), their bytes, where each begins */
    int32_t slots;
    const int32_t *slot;
    const char *bytes;
    const int32_t *begin;
    /* forms by their first syllable: forms[first[s]..first[s + 1]) are places in `form`: length, syllables, concept */
    const int32_t *first;
    const int32_t *forms;
    const int32_t *form;
} Tables;

static char *put(char *out, uint16_t c) {
    if (c < 0x80) {
        *out++ = (char)c;
    } else if (c < 0x800) {
        *out++ = (char)(0xC0 | c >> 6);
        *out++ = (char)(0x80 | (c & 63));
    } else {
        *out++ = (char)(0xE0 | c >> 12);
        *out++ = (char)(0x80 | (c >> 6 & 63));
        *out++ = (char)(0x80 | (c & 63));
    }
    return out;
}

/* Tone marks of oa, oe, uy on the second vowel, and where they stand in the older spelling. */
static const uint16_t NEWER[] = {0xE0, 0xE1, 0x1EA3, 0xE3, 0x1EA1, 0xE8, 0xE9, 0x1EBB, 0x1EBD, 0x1EB9, 0x1EF3, 0xFD, 0x1EF7, 0x1EF9, 0x1EF5};
static const uint16_t OLDER_O[] = {0xF2, 0xF3, 0x1ECF, 0xF5, 0x1ECD};
static const uint16_t OLDER_U[] = {0xF9, 0xFA, 0x1EE7, 0x169, 0x1EE5};

static int misplaced(const uint16_t *t, int n, uint16_t *vowel, uint16_t *last) {
    if (n < 2 || (t[n - 2] != 'o' && t[n - 2] != 'u') || (n > 2 && t[n - 3] == 'q')) return 0;
    int from = t[n - 2] == 'o' ? 0 : 10, to = t[n - 2] == 'o' ? 10 : 15;
    for (int i = from; i < to; i++)
        if (t[n - 1] == NEWER[i]) {
            *vowel = i < 10 ? OLDER_O[i % 5] : OLDER_U[i % 5];
            *last = i < 5 ? 'a' : i < 10 ? 'e' : 'y';
            return 1;
        }
    return 0;
}

static int lone_y(const char *t, int n) {
    if (n == 2) return t[1] == 'y' && strchr("hklmst", t[0]) != 0 && t[0];
    return n == 3 && t[0] == 'q' && t[1] == 'u' && t[2] == 'y';
}

static uint32_t hashed(const char *t, int n) {
    uint32_t h = 2166136261u;
    for (int i = 0; i < n; i++) h = (h ^ (uint8_t)t[i]) * 16777619u;
    return h;
}

static int syllable(const Tables *tables, const char *t, int n, uint32_t h) {
    if (tables->slots == 0) return -1;
    for (uint32_t at = h;; at++) {
        int s = tables->slot[at & (uint32_t)(tables->slots - 1)] - 1;
        if (s < 0) return -1;
        if (tables->begin[s + 1] - tables->begin[s] == n && memcmp(tables->bytes + tables->begin[s], t, (size_t)n) == 0) return s;
    }
}

/* Every pair of neighbours once, by an open table of `size` (a power of two above 2 * count) places counted from 1. */
static char *paired(char *out, const char *folded, const int32_t *place, const uint32_t *hash, int count, int32_t *table,
                    uint32_t size) {
    char *start = out;
    memset(table, 0, size * sizeof *table);
    for (int i = 0; i + 1 < count; i++) {
        const char *pair = folded + place[2 * i];
        size_t n = (size_t)(place[2 * i + 3] - place[2 * i]);
        uint32_t at = (hash[i] * 0x9E3779B1u ^ hash[i + 1]) * 0x85EBCA6Bu;
        at ^= at >> 15;
        for (;; at++) {
            int32_t known = table[at & (size - 1)] - 1;
            if (known < 0) break;
            if ((size_t)(place[2 * known + 3] - place[2 * known]) == n && memcmp(folded + place[2 * known], pair, n) == 0) goto next;
        }
        table[at & (size - 1)] = i + 1;
        if (out != start) *out++ = ' ';
        memcpy(out, pair, n);
        out[place[2 * i + 1] - place[2 * i]] = '_';
        out += n;
    next:;
    }
    return out;
}

static void name_concepts(const Tables *tables, const int32_t *ids, int count, uint8_t *named) {
    for (int i = 0; i < count; i++) {
        if (ids[i] < 0) continue;
        for (int f = tables->first[ids[i]]; f < tables->first[ids[i] + 1]; f++) {
            const int32_t *form = tables->form + tables->forms[f];
            int k = 1;
            if (i + form[0] > count) continue;
            while (k < form[0] && ids[i + k] == form[1 + k]) k++;
            if (k == form[0]) named[form[1 + form[0]]] = 1;
        }
    }
}

/* `place`, `ids` and `hash` have room for (n + 1) pairs and numbers, `table` for 4 (n + 2) numbers; the three outputs for
   3n + 8, 3n + 8 and 6n + 16 bytes. `sizes` gets the bytes written to each. Returns the number of syllables, or -1. */
int streams(const Tables *tables, const uint16_t *text, int n, char *exact, char *folded, char *pairs, int32_t *place,
            int32_t *ids, uint32_t *hash, int32_t *table, uint8_t *named, int32_t *sizes) {
    char *e = exact, *f = folded;
    int count = 0;
    for (int i = 0; i < n; i++)
        if (text[i] >= tables->limit) return -1;
    for (int i = 0; i < n;) {
        if (!(tables->kind[text[i]] & WORD)) {
            i++;
            continue;
        }
        int start = i;
        while (i < n && tables->kind[text[i]] & WORD) i++;
        uint16_t vowel, last;
        int moved = misplaced(text + start, i - start, &vowel, &last);
        if (count) *e++ = ' ', *f++ = ' ';
        int begin = (int)(f - folded);
        for (int k = start; k < i; k++) {
            e = put(e, moved && k == i - 2 ? vowel : moved && k == i - 1 ? last : text[k]);
            f = put(f, tables->bare[text[k]]);
        }
        if (lone_y(folded + begin, (int)(f - folded) - begin)) f[-1] = 'i';
        place[2 * count] = begin;
        place[2 * count + 1] = (int)(f - folded);
        hash[count] = hashed(folded + begin, (int)(f - folded) - begin);
        ids[count] = syllable(tables, folded + begin, (int)(f - folded) - begin, hash[count]);
        count++;
    }
    sizes[0] = (int)(e - exact);
    sizes[1] = (int)(f - folded);
    uint32_t size = 16;
    while (size < 2u * (uint32_t)count) size *= 2;
    sizes[2] = (int)(paired(pairs, folded, place, hash, count, table, size) - pairs);
    name_concepts(tables, ids, count, named);
    return count;
}

/* Where the words (parted by blanks) stand that hold "/", "-" or an en dash: start and end of each. Returns how many, or -1. */
int joined(const Tables *tables, const uint16_t *text, int n, int32_t *ranges, int room) {
    int count = 0, start = 0, found = 0;
    for (int i = 0; i <= n; i++) {
        if (i < n && text[i] >= tables->limit) return -1;
        if (i == n || tables->kind[text[i]] & BLANK) {
            if (found && count == room) return -1;
            if (found) ranges[2 * count] = start, ranges[2 * count + 1] = i, count++;
            start = i + 1;
            found = 0;
        } else if (text[i] == '/' || text[i] == '-' || text[i] == 0x2013) {
            found = 1;
        }
    }
    return count;
}
