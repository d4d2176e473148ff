/* The hot loop of the repair: words for a damaged token (search), and the best path through a lattice (decode).
 *
 * All costs are whole thousandths of a nat, so that the plain Python twin (twin.py) gives exactly the same answers.
 * No memory is kept between calls; the caller owns every array.
 */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#define FAR 1000000

typedef struct {
    int32_t letters, nodes, segments, symbols;
    const uint16_t *child;     /* nodes x letters: node reached, 0 for none */
    const int32_t *kids;       /* nodes + 1: where each node's letters begin */
    const uint8_t *kid;        /* letters below each node */
    const int32_t *word;       /* nodes: the word that ends there, -1 for none */
    const int32_t *next;       /* segments x symbols: the segment longer by one symbol, 0 for none; segment 0 is empty */
    const uint16_t *single;    /* 3 tables x segments x letters: cost of one letter read as the segment, 65535 for never */
    const int32_t *pairs;      /* 3 tables x (segments + 1): where each segment's pairs of letters begin */
    const uint8_t *first, *second;
    const uint16_t *pair_cost;
    const uint16_t *extra;     /* symbols: cost of a symbol that stands for nothing */
    const uint16_t *rank;      /* words: small cost added when candidates are ranked */
} Channel;

typedef struct {
    int32_t words;
    const int32_t *cost1, *bow1;
    const uint32_t *start1, *start2, *start3;
    const uint16_t *word2, *word3, *word4;
    const uint8_t *code2, *code3, *code4, *back2, *back3;
    const int32_t *costs2, *costs3, *costs4, *bows2, *bows3;
} Model;

typedef struct {
    int32_t keep;              /* -ln of the share the language model keeps beside the document's own words */
    int32_t size;              /* entries of the pair table, 0 for no document */
    const int32_t *single;     /* words: -ln of the document's share, FAR for none */
    const uint32_t *keys;      /* sorted: previous word << 16 | word */
    const int32_t *cost;
    const int16_t *add;        /* how much -ln(e^-a + e^-b) is below min(a, b), by |a - b|; 8001 entries */
} Cache;

/* ---- search ------------------------------------------------------------------------------------------------ */

#define LONGEST 24
#define PART 8

typedef struct { int32_t size, cap, least; int32_t *node, *cost; } Column;

typedef struct {
    int32_t width;
    Column column[LONGEST + 1];
    uint16_t *slot;            /* (LONGEST + 1) x nodes: place in the column + 1 */
} Work;

/* A state reached; one dearer than the cheapest of its column by more than the width is not kept. Gives its place if it
 * is new or cheaper than before, else -1. */
static inline int relax(Work *w, int nodes, int at, int node, int cost) {
    Column *c = &w->column[at];
    if (cost > c->least + w->width) return -1;
    uint16_t *slot = &w->slot[(size_t)at * nodes + node];
    if (*slot) {
        int i = *slot - 1;
        if (cost >= c->cost[i]) return -1;
        c->cost[i] = cost;
        if (cost < c->least) c->least = cost;
        return i;
    }
    if (c->size == c->cap) {
        c->cap = c->cap ? c->cap * 2 : 1024;
        c->node = realloc(c->node, sizeof(int32_t) * c->cap);
        c->cost = realloc(c->cost, sizeof(int32_t) * c->cap);
    }
    if (cost < c->least) c->least = cost;
    c->node[c->size] = node;
    c->cost[c->size] = cost;
    *slot = (uint16_t)++c->size;
    return c->size - 1;
}

static void expand(const Channel *m, Work *w, const uint8_t *text, int n, int at, int node, int cost, int table) {
    int L = m->letters;
    int32_t segment = 0;
    const uint16_t *child = m->child + (size_t)node * L;
    for (int len = 1; len <= 3 && at + len <= n; len++) {
        segment = m->next[(size_t)segment * m->symbols + text[at + len - 1]];
        if (!segment) break;
        const uint16_t *single = m->single + ((size_t)table * m->segments + segment) * L;
        for (int k = m->kids[node]; k < m->kids[node + 1]; k++) {
            int letter = m->kid[k];
            if (single[letter] != 65535) relax(w, m->nodes, at + len, child[letter], cost + single[letter]);
        }
        const int32_t *range = m->pairs + (size_t)table * (m->segments + 1) + segment;
        for (int p = range[0]; p < range[1]; p++) {
            int mid = child[m->first[p]];
            int end = mid ? m->child[(size_t)mid * L + m->second[p]] : 0;
            if (end) relax(w, m->nodes, at + len, end, cost + m->pair_cost[p]);
        }
    }
    if (at < n) relax(w, m->nodes, at + 1, node, cost + m->extra[text[at]]);
}

/* Letters that left no trace: from one state to its children at the same place. */
static void vanish(const Channel *m, Work *w, int at, int i, int table) {
    int L = m->letters, node = w->column[at].node[i], cost = w->column[at].cost[i];
    const uint16_t *single = m->single + (size_t)table * m->segments * L;
    for (int k = m->kids[node]; k < m->kids[node + 1]; k++) {
        int letter = m->kid[k];
        if (single[letter] == 65535) continue;
        int j = relax(w, m->nodes, at, m->child[(size_t)node * L + letter], cost + single[letter]);
        if (j >= 0 && j <= i) vanish(m, w, at, j, table);
    }
}

static int table_at(int mode, int at, int begin) { return mode == 1 ? 2 : at == begin ? 1 : 0; }

/* All words that text[begin..] may stand for, at every end; the columns are left in w. */
static void run(const Channel *m, Work *w, const uint8_t *text, int n, int begin, int mode) {
    for (int at = begin; at <= n; at++) { w->column[at].size = 0; w->column[at].least = FAR; }
    relax(w, m->nodes, begin, 0, 0);
    for (int at = begin; at <= n; at++) {
        Column *c = &w->column[at];
        int limit = c->least + w->width, table = table_at(mode, at, begin);
        for (int i = 0; i < c->size; i++) if (c->cost[i] <= limit) vanish(m, w, at, i, table);
        if (at < n) for (int i = 0; i < c->size; i++) if (c->cost[i] <= limit) expand(m, w, text, n, at, c->node[i], c->cost[i], table);
    }
}

static void forget(Work *w, int nodes, int begin, int n) {
    for (int at = begin; at <= n; at++)
        for (int i = 0; i < w->column[at].size; i++) w->slot[(size_t)at * nodes + w->column[at].node[i]] = 0;
}

/* The `most` best words of one column by cost + rank (then word), written best first; gives how many. */
static int best_words(const Channel *m, const Column *c, int width, int most, int32_t *word, int32_t *cost) {
    int size = 0;
    for (int i = 0; i < c->size; i++) {
        int id = m->word[c->node[i]];
        if (id < 0 || c->cost[i] > c->least + width) continue;
        int key = c->cost[i] + m->rank[id], at = size;
        while (at > 0) {
            int other = cost[at - 1] + m->rank[word[at - 1]];
            if (other < key || (other == key && word[at - 1] < id)) break;
            at--;
        }
        if (at >= most) continue;
        int last = size < most ? size : most - 1;
        for (int j = last; j > at; j--) { word[j] = word[j - 1]; cost[j] = cost[j - 1]; }
        word[at] = id;
        cost[at] = c->cost[i];
        if (size < most) size++;
    }
    return size;
}

/* Words for each token. mode 0: small letters or a capital first; 1: capitals. Where the best word costs more than
 * `poor` a character, words for its parts too. Gives the number of edges, or -1 if `room` does not hold them. */
int search(const Channel *m, const uint8_t *text, const int32_t *offsets, int tokens, const uint8_t *mode, int most, int parts,
           int width, int poor, int room, int32_t *starts, uint8_t *from, uint8_t *to, int32_t *word, int32_t *cost) {
    Work w;
    memset(&w, 0, sizeof w);
    w.slot = calloc((size_t)(LONGEST + 1) * m->nodes, sizeof(uint16_t));
    int size = 0;
    for (int t = 0; t < tokens && size >= 0; t++) {
        const uint8_t *s = text + offsets[t];
        int n = offsets[t + 1] - offsets[t];
        starts[t] = size;
        if (n > LONGEST || n < 1) continue;
        int split = 0;
        for (int begin = 0; begin < n && (begin == 0 || split); begin++) {
            int reach = begin && n - begin > PART ? begin + PART : n;
            w.width = begin ? width * 5 / 8 : width;
            run(m, &w, s, reach, begin, mode[t]);
            for (int end = reach; end > begin; end--) {
                int whole = begin == 0 && end == n;
                if (!whole && !split) break;
                if (size + most > room) { size = -1; break; }
                int got = best_words(m, &w.column[end], w.width, whole ? most : parts, word + size, cost + size);
                for (int i = 0; i < got; i++) { from[size + i] = (uint8_t)begin; to[size + i] = (uint8_t)end; }
                if (whole) split = poor >= 0 && n >= 4 && (got == 0 || cost[size] > poor * n);
                size += got;
            }
            forget(&w, m->nodes, begin, reach);
            if (size < 0) break;
        }
    }
    if (size >= 0) starts[tokens] = size;
    for (int i = 0; i <= LONGEST; i++) { free(w.column[i].node); free(w.column[i].cost); }
    free(w.slot);
    return size;
}

/* ---- language model ---------------------------------------------------------------------------------------- */

typedef struct { int32_t word, pair, triple; } Context; /* word; places of the pair and triple it ends, -1 for none */

static int seek(const uint16_t *words, uint32_t low, uint32_t high, int word) {
    while (low < high) {
        uint32_t mid = (low + high) / 2;
        if (words[mid] < word) low = mid + 1; else high = mid;
    }
    return (int)low;
}

static int child_of(const uint16_t *words, const uint32_t *start, int parent, int word) {
    if (parent < 0) return -1;
    int at = seek(words, start[parent], start[parent + 1], word);
    return (uint32_t)at < start[parent + 1] && words[at] == word ? at : -1;
}

static int lm_step(const Model *m, const Context *c, int word, Context *out) {
    int pair = child_of(m->word2, m->start1, c->word, word);
    int triple = child_of(m->word3, m->start2, c->pair, word);
    int four = child_of(m->word4, m->start3, c->triple, word);
    out->word = word;
    out->pair = pair;
    out->triple = triple;
    if (four >= 0) return m->costs4[m->code4[four]];
    int cost = c->triple >= 0 ? m->bows3[m->back3[c->triple]] : 0;
    if (triple >= 0) return cost + m->costs3[m->code3[triple]];
    if (c->pair >= 0) cost += m->bows2[m->back2[c->pair]];
    if (pair >= 0) return cost + m->costs2[m->code2[pair]];
    return cost + m->bow1[c->word] + m->cost1[word];
}

static int with_document(const Cache *d, int before, int word, int cost) {
    if (!d->size) return cost;
    int own = d->single[word];
    uint32_t key = (uint32_t)before << 16 | (uint32_t)word;
    int low = 0, high = d->size;
    while (low < high) {
        int mid = (low + high) / 2;
        if (d->keys[mid] < key) low = mid + 1; else high = mid;
    }
    if (low < d->size && d->keys[low] == key) own = d->cost[low];
    cost += d->keep;
    if (own >= FAR) return cost;
    int gap = cost > own ? cost - own : own - cost, least = cost < own ? cost : own;
    return gap > 8000 ? least : least - d->add[gap];
}

/* Cost of a whole sequence of words, from the start of a sentence. */
int64_t score(const Model *m, const int32_t *words, int count) {
    Context c = {1, -1, -1};
    int64_t total = 0;
    for (int i = 0; i < count; i++) {
        Context next;
        total += lm_step(m, &c, words[i], &next);
        c = next;
    }
    return total;
}

/* ---- decode ------------------------------------------------------------------------------------------------ */

typedef struct { Context c; int32_t cost, edge, before; } State;
typedef struct { int32_t from, to, edge, cost; } Step;

static int add_state(State *states, int32_t *size, int beam, const Context *c, int cost, int edge, int before) {
    for (int i = 0; i < *size; i++)
        if (states[i].c.word == c->word && states[i].c.pair == c->pair && states[i].c.triple == c->triple) {
            if (cost < states[i].cost) { states[i].cost = cost; states[i].edge = edge; states[i].before = before; }
            return i;
        }
    int at = *size;
    if (at == beam) {
        at = 0;
        for (int i = 1; i < beam; i++) if (states[i].cost > states[at].cost) at = i;
        if (states[at].cost <= cost) return -1;
    } else (*size)++;
    State fresh = {*c, cost, edge, before};
    states[at] = fresh;
    return at;
}

/* The cheapest path. Edges are sorted by the node they leave; nodes are in order, every edge goes forward. Per edge of the
 * path: its number, how much dearer the best path that differs there is, and that path's edge. Gives the length, -1 if none. */
int decode(const Model *m, const Cache *d, int nodes, const int32_t *starts, const int32_t *to, const int32_t *word,
           const int32_t *cost, int beam, int weight, int32_t *path, int32_t *margin, int32_t *rival) {
    State *states = malloc(sizeof(State) * (size_t)nodes * beam);
    int32_t *sizes = calloc(nodes, sizeof(int32_t)), *step_at = calloc((size_t)nodes + 1, sizeof(int32_t));
    int64_t room = 1024, count = 0;
    Step *steps = malloc(sizeof(Step) * room);
    Context begin = {1, -1, -1};
    add_state(states, &sizes[0], beam, &begin, 0, -1, -1);
    for (int v = 0; v < nodes; v++) {
        step_at[v] = (int32_t)count;
        for (int s = 0; s < sizes[v]; s++) {
            State *here = &states[(size_t)v * beam + s];
            for (int e = starts[v]; e < starts[v + 1]; e++) {
                Context next = here->c;
                int more = cost[e];
                if (word[e] >= 0) {
                    int lm = lm_step(m, &here->c, word[e], &next);
                    more += (int)((int64_t)with_document(d, here->c.word, word[e], lm) * weight / 1024);
                }
                int t = to[e];
                int at = add_state(&states[(size_t)t * beam], &sizes[t], beam, &next, here->cost + more, e, v * beam + s);
                if (at < 0) continue;
                if (count == room) { room *= 2; steps = realloc(steps, sizeof(Step) * room); }
                Step step = {v * beam + s, t * beam + at, e, more};
                steps[count++] = step;
            }
        }
    }
    step_at[nodes] = (int32_t)count;
    int length = -1, last = nodes - 1, best = 0;
    if (sizes[last]) {
        for (int s = 1; s < sizes[last]; s++)
            if (states[(size_t)last * beam + s].cost < states[(size_t)last * beam + best].cost) best = s;
        int total = states[(size_t)last * beam + best].cost;
        int32_t *ahead = malloc(sizeof(int32_t) * (size_t)nodes * beam);
        for (int64_t i = 0; i < (int64_t)nodes * beam; i++) ahead[i] = FAR * 1000;
        for (int s = 0; s < sizes[last]; s++) ahead[(size_t)last * beam + s] = 0;
        for (int64_t i = count - 1; i >= 0; i--) {
            int64_t sum = (int64_t)ahead[steps[i].to] + steps[i].cost;
            if (sum < ahead[steps[i].from]) ahead[steps[i].from] = (int32_t)sum;
        }
        length = 0;
        for (int at = last * beam + best; states[at].before >= 0; at = states[at].before) path[length++] = states[at].edge;
        for (int i = 0; i < length / 2; i++) { int32_t x = path[i]; path[i] = path[length - 1 - i]; path[length - 1 - i] = x; }
        int node = 0;
        for (int i = 0; i < length; i++) {
            int e = path[i], low = FAR * 1000, other = -1;
            for (int k = step_at[node]; k < step_at[to[e]]; k++) {
                Step *x = &steps[k];
                if (x->edge == e || (to[x->edge] == to[e] && word[x->edge] == word[e] && x->from / beam == node)) continue;
                int64_t sum = (int64_t)states[x->from].cost + x->cost + ahead[x->to];
                if (sum < low) { low = (int)sum; other = x->edge; }
            }
            margin[i] = low >= FAR * 1000 ? FAR : low - total;
            rival[i] = other;
            node = to[e];
        }
        free(ahead);
    }
    free(states);
    free(sizes);
    free(step_at);
    free(steps);
    return length;
}
