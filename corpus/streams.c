/* The streams of `corpus.analysis` in one pass over a text, with the concepts named in it and the words that may be numbers.

   Text comes in lower case as UTF-16 code units; `kind` and `bare` are tables over the first `limit` code points (bit 1: part
   of a word, bit 2: blank), made by Python from its own character classes. A text with any other character is left to the
   Python twin: the functions then return -1. */
#include <stdint.h>
#include <string.h>

enum { WORD = 1, BLANK = 2, OFTEN = 3 };

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

/* The syllables of a text parted by blanks: their bytes, where each begins and ends, its hash. */
typedef struct {
    char *bytes;
    int32_t *begin, *end;
    uint32_t *hash;
    int32_t count;
} Run;

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

/* An open table of `size` (a power of two above twice what goes in) places counted from 1: the place of the same bytes as
   those of `at`, or `at` itself, which is entered then. */
static int32_t same(int32_t *table, uint32_t size, uint32_t hash, const char *bytes, const int32_t *begin, const int32_t *end,
                    int32_t at) {
    int32_t n = end[at] - begin[at];
    for (hash ^= hash >> 15;; hash++) {
        int32_t known = table[hash & (size - 1)] - 1;
        if (known < 0) {
            table[hash & (size - 1)] = at + 1;
            return at;
        }
        if (end[known] - begin[known] == n && memcmp(bytes + begin[known], bytes + begin[at], (size_t)n) == 0) return known;
    }
}

static char *copied(char *out, const char *start, const char *from, int32_t n) {
    if (out != start) *out++ = ' ';
    memcpy(out, from, (size_t)n);
    return out + n;
}

/* Every syllable once; `times` gets how often, at the place where it stands first, and 0 elsewhere. */
static char *distinct(char *out, Run *run, int32_t *table, uint32_t size, int32_t *times) {
    char *start = out;
    memset(table, 0, size * sizeof *table);
    for (int i = 0; i < run->count; i++) {
        int32_t known = same(table, size, run->hash[i] * 0x85EBCA6Bu, run->bytes, run->begin, run->end, i);
        times[i] = 0;
        if (times[known]++ == 0) out = copied(out, start, run->bytes + run->begin[i], run->end[i] - run->begin[i]);
    }
    return out;
}

static char *often(char *out, const char *start, Run *run, const int32_t *times, const char *mark) {
    for (int i = 0; i < run->count; i++)
        if (times[i] >= OFTEN) {
            out = copied(out, start, mark, (int32_t)strlen(mark));
            memcpy(out, run->bytes + run->begin[i], (size_t)(run->end[i] - run->begin[i]));
            out += run->end[i] - run->begin[i];
        }
    return out;
}

/* Every pair of neighbours once. */
static char *paired(char *out, Run *run, int32_t *table, uint32_t size) {
    char *start = out;
    memset(table, 0, size * sizeof *table);
    for (int i = 0; i + 1 < run->count; i++) {
        uint32_t hash = (run->hash[i] * 0x9E3779B1u ^ run->hash[i + 1]) * 0x85EBCA6Bu;
        if (same(table, size, hash, run->bytes, run->begin, run->end + 1, i) != i) continue;
        int32_t first = run->end[i] - run->begin[i];
        out = copied(out, start, run->bytes + run->begin[i], run->end[i + 1] - run->begin[i]);
        out[first - (run->end[i + 1] - run->begin[i])] = '_';
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

/* `text` as written; `lower` gives each of the first `limit` characters in lower case. `out` are six buffers of 6n + 64 bytes (the fifth for its own use): the
   folded syllables in their order, and each once: as typed, folded, pairs, and those that stand `OFTEN` times (as typed, and
   folded with "~" before them); `sizes` gets the bytes written to each. `room` has place for 16 (n + 8) numbers.
   Returns the number of syllables, or -1. */
int streams(const Tables *tables, const uint16_t *lower, const uint16_t *text, int n, char **out, int32_t *sizes, int32_t *room,
            uint8_t *named) {
    int32_t step = n + 8;
    Run typed = {out[4], room, room + step, (uint32_t *)room + 2 * step, 0};
    Run bare = {out[0], room + 3 * step, room + 4 * step, (uint32_t *)room + 5 * step, 0};
    int32_t *ids = room + 6 * step, *times = room + 7 * step, *others = room + 8 * step, *table = room + 9 * step;
    uint16_t *low = (uint16_t *)(room + 15 * step);
    char *e = typed.bytes, *f = bare.bytes;
    int count = 0;
    for (int i = 0; i < n; i++) {
        if (text[i] >= tables->limit || (low[i] = lower[text[i]]) == 0) return -1;
    }
    for (int i = 0; i < n;) {
        if (!(tables->kind[low[i]] & WORD)) {
            i++;
            continue;
        }
        int start = i;
        while (i < n && tables->kind[low[i]] & WORD) i++;
        uint16_t vowel, last;
        int moved = misplaced(low + start, i - start, &vowel, &last);
        if (count) *e++ = ' ', *f++ = ' ';
        char *first = f, *own = e;
        for (int k = start; k < i; k++) {
            e = put(e, moved && k == i - 2 ? vowel : moved && k == i - 1 ? last : low[k]);
            f = put(f, tables->bare[low[k]]);
        }
        if (lone_y(first, (int)(f - first))) f[-1] = 'i';
        typed.begin[count] = (int32_t)(own - typed.bytes), typed.end[count] = (int32_t)(e - typed.bytes);
        bare.begin[count] = (int32_t)(first - bare.bytes), bare.end[count] = (int32_t)(f - bare.bytes);
        typed.hash[count] = hashed(own, (int)(e - own));
        bare.hash[count] = hashed(first, (int)(f - first));
        ids[count] = syllable(tables, first, (int)(f - first), bare.hash[count]);
        count++;
    }
    typed.count = bare.count = count;
    sizes[0] = (int32_t)(f - bare.bytes);
    uint32_t size = 16;
    while (size < 2u * (uint32_t)count) size *= 2;
    sizes[1] = (int32_t)(distinct(out[1], &typed, table, size, times) - out[1]);
    sizes[2] = (int32_t)(distinct(out[2], &bare, table, size, others) - out[2]);
    sizes[3] = (int32_t)(paired(out[3], &bare, table, size) - out[3]);
    name_concepts(tables, ids, count, named);
    char *o = often(out[5], out[5], &typed, times, "");
    sizes[4] = (int32_t)(often(o, out[5], &bare, others, "~") - out[5]);
    return count;
}

/* The folded syllables in their order alone, into a buffer of 6n + 64 bytes; returns the bytes written, or -1. */
int running(const Tables *tables, const uint16_t *lower, const uint16_t *text, int n, char *out) {
    char *f = out;
    for (int i = 0; i < n;) {
        char *first = f;
        if (f != out) *first++ = ' ';
        char *end = first;
        for (; i < n; i++) {
            uint16_t low = text[i] < tables->limit ? lower[text[i]] : 0;
            if (low == 0) return -1;
            if (!(tables->kind[low] & WORD)) break;
            end = put(end, tables->bare[low]);
        }
        i++;
        if (end == first) continue;
        if (lone_y(first, (int)(end - first))) end[-1] = 'i';
        f = end;
    }
    return (int)(f - out);
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
