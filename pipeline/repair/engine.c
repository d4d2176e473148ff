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
    const uint16_t *kid_node;  /* the nodes they lead to */
    const uint64_t *mask;      /* nodes x 2: which letters (modulo 128) are below */
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
    int32_t phrases;           /* three words in a row that the document or a related letter has */
    const uint64_t *phrase;    /* sorted: first << 32 | second << 16 | third */
    const int32_t *phrase_cost;
} Cache;

/* ---- search ------------------------------------------------------------------------------------------------ */

#define LONGEST 24
#define PART 8

typedef struct { int32_t size, cap, least; int32_t *node, *cost; } Column;

typedef struct { int32_t count; uint8_t letter[256]; uint16_t cost[256]; } Letters; /* cheapest first */

typedef struct {
    int32_t width;
    Column whole[LONGEST + 1], part[LONGEST + 1];
    uint16_t *slot;            /* nodes: place in the column being made + 1 */
    Letters **letters;         /* 3 tables x segments: made when first wanted */
} Work;

/* The letters that may be read as a segment, cheapest first. */
static const Letters *letters_of(const Channel *m, Work *w, int table, int segment) {
    Letters **made = &w->letters[(size_t)table * m->segments + segment];
    if (*made) return *made;
    Letters *l = *made = malloc(sizeof(Letters));
    const uint16_t *single = m->single + ((size_t)table * m->segments + segment) * m->letters;
    l->count = 0;
    for (int letter = 0; letter < m->letters; letter++) {
        int cost = single[letter], at = l->count;
        if (cost == 65535) continue;
        for (; at > 0 && l->cost[at - 1] > cost; at--) { l->cost[at] = l->cost[at - 1]; l->letter[at] = l->letter[at - 1]; }
        l->cost[at] = (uint16_t)cost;
        l->letter[at] = (uint8_t)letter;
        l->count++;
    }
    return l;
}

/* A state reached; one dearer than the cheapest of its column by more than the width is not kept. Gives its place if it
 * is new or cheaper than before, else -1. */
static inline int relax(Work *w, Column *c, int node, int cost) {
    if (cost > c->least + w->width) return -1;
    int i = w->slot[node] - 1;
    if (i >= 0) {
        if (cost >= c->cost[i]) return -1;
    } else {
        if (c->size == c->cap) {
            c->cap = c->cap ? c->cap * 2 : 1024;
            c->node = realloc(c->node, sizeof(int32_t) * c->cap);
            c->cost = realloc(c->cost, sizeof(int32_t) * c->cap);
        }
        i = c->size++;
        c->node[i] = node;
        w->slot[node] = (uint16_t)(i + 1);
    }
    c->cost[i] = cost;
    if (cost < c->least) c->least = cost;
    return i;
}

/* From the states of one column to those of a later one, by letters and pairs of letters read as the segment between. */
static void advance(const Channel *m, Work *w, const Column *from, Column *c, int table, int segment) {
    int L = m->letters;
    const Letters *all = letters_of(m, w, table, segment);
    const uint16_t *single = m->single + ((size_t)table * m->segments + segment) * L;
    const int32_t *range = m->pairs + (size_t)table * (m->segments + 1) + segment;
    uint64_t low = 0, high = 0; /* the first letters of the pairs */
    for (int p = range[0]; p < range[1]; p++) *(m->first[p] & 64 ? &high : &low) |= 1ull << (m->first[p] & 63);
    int one = all->count ? all->cost[0] : FAR, two = range[0] < range[1] ? m->pair_cost[range[0]] : FAR;
    for (int i = 0; i < from->size; i++) {
        int node = from->node[i], cost = from->cost[i], k = m->kids[node], last = m->kids[node + 1];
        int left = c->least + w->width - cost;
        if (k == last || (one > left && two > left)) continue;
        const uint16_t *child = m->child + (size_t)node * L;
        if (last - k < all->count) {
            for (; k < last; k++)
                if (single[m->kid[k]] <= left) relax(w, c, m->kid_node[k], cost + single[m->kid[k]]);
        } else for (int o = 0; o < all->count && all->cost[o] <= left; o++)
            if (child[all->letter[o]]) relax(w, c, child[all->letter[o]], cost + all->cost[o]);
        if (!(m->mask[2 * node] & low) && !(m->mask[2 * node + 1] & high)) continue;
        for (int p = range[0]; p < range[1] && m->pair_cost[p] <= left; p++) {
            int middle = child[m->first[p]], end = middle ? m->child[(size_t)middle * L + m->second[p]] : 0;
            if (end) relax(w, c, end, cost + m->pair_cost[p]);
        }
    }
}

/* Letters that left no trace: from one state to its children in the same column. */
static void vanish(const Channel *m, Work *w, Column *c, int i, int table) {
    int node = c->node[i], cost = c->cost[i], left = c->least + w->width - cost;
    const uint16_t *single = m->single + (size_t)table * m->segments * m->letters;
    for (int k = m->kids[node]; k < m->kids[node + 1]; k++) {
        if (single[m->kid[k]] > left) continue;
        int j = relax(w, c, m->kid_node[k], cost + single[m->kid[k]]);
        if (j >= 0 && j <= i) vanish(m, w, c, j, table);
    }
}

static int table_at(int mode, int at, int begin) { return mode == 1 ? 2 : at == begin ? 1 : 0; }

/* The column at one place: all that text[begin..at] may stand for, the cheapest state first. It depends on nothing
 * after it, so tokens that begin alike share their first columns. */
static void fill(const Channel *m, Work *w, Column *columns, const uint8_t *text, int begin, int at, int mode) {
    Column *c = &columns[at];
    c->size = 0;
    c->least = FAR;
    if (at == begin) relax(w, c, 0, 0);
    for (int len = 1; len <= 3 && at - len >= begin; len++) {
        const Column *from = &columns[at - len];
        int32_t segment = 0;
        for (int i = at - len; i < at && (i == at - len || segment); i++) segment = m->next[(size_t)segment * m->symbols + text[i]];
        if (segment) advance(m, w, from, c, table_at(mode, at - len, begin), segment);
        if (len == 1) for (int i = 0; i < from->size; i++) relax(w, c, from->node[i], from->cost[i] + m->extra[text[at - 1]]);
    }
    int table = table_at(mode, at, begin), limit = c->least + w->width, kept = 0, best = 0;
    const Letters *lost = letters_of(m, w, table, 0);
    if (lost->count)
        for (int i = 0; i < c->size; i++) if (c->cost[i] + lost->cost[0] <= limit) vanish(m, w, c, i, table);
    for (int i = 0; i < c->size; i++) {
        int node = c->node[i], cost = c->cost[i];
        w->slot[node] = 0;
        if (cost > limit) continue;
        c->node[kept] = node;
        c->cost[kept] = cost;
        if (cost < c->cost[best]) best = kept;
        kept++;
    }
    c->size = kept;
    if (kept) {
        int node = c->node[0], cost = c->cost[0];
        c->node[0] = c->node[best]; c->cost[0] = c->cost[best];
        c->node[best] = node; c->cost[best] = cost;
    }
}

/* The `most` best words of one column by cost + rank (then word), written best first; gives how many. */
static int best_words(const Channel *m, const Column *c, int most, int32_t *word, int32_t *cost) {
    int size = 0, worst = 2 * FAR;
    for (int i = 0; i < c->size; i++) {
        int id = m->word[c->node[i]];
        if (id < 0) continue;
        int key = c->cost[i] + m->rank[id], at = size;
        if (key > worst) continue;
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
        if (size == most) worst = cost[size - 1] + m->rank[word[size - 1]];
    }
    return size;
}

typedef struct { int32_t room, size; uint8_t *from, *to; int32_t *word, *cost; } Edges;

/* The words of one column as edges; gives how many, -1 if they have no room. */
static int add_words(const Channel *m, const Column *c, int most, int begin, int end, Edges *e) {
    if (e->size + most > e->room) return -1;
    int got = best_words(m, c, most, e->word + e->size, e->cost + e->size);
    for (int i = 0; i < got; i++) { e->from[e->size + i] = (uint8_t)begin; e->to[e->size + i] = (uint8_t)end; }
    e->size += got;
    return got;
}

/* Words for the parts of a token, from every place of it; the columns of the whole are there. 0 if they have no room. */
static int add_parts(const Channel *m, Work *w, const uint8_t *s, int n, int mode, int parts, Edges *e) {
    for (int end = n - 1; end > 0; end--) if (add_words(m, &w->whole[end], parts, 0, end, e) < 0) return 0;
    int width = w->width;
    w->width = width * 5 / 8;
    for (int begin = 1; begin < n; begin++) {
        int reach = n - begin > PART ? begin + PART : n;
        for (int at = begin; at <= reach; at++) fill(m, w, w->part, s, begin, at, mode);
        for (int end = reach; end > begin; end--) if (add_words(m, &w->part[end], parts, begin, end, e) < 0) return 0;
    }
    w->width = width;
    return 1;
}

static void release(const Channel *m, Work *w) {
    for (int i = 0; i <= LONGEST; i++) { free(w->whole[i].node); free(w->whole[i].cost); free(w->part[i].node); free(w->part[i].cost); }
    for (int i = 0; i < 3 * m->segments; i++) free(w->letters[i]);
    free(w->letters);
    free(w->slot);
}

/* Words for each token. mode 0: small letters or a capital first; 1: capitals; 2 more where the token may be words stuck
 * together: if its best word costs more than `poor` a character, words for its parts follow. Tokens in order of mode and
 * text are quickest. Gives the number of edges, or -1 if `room` does not hold them. */
int search(const Channel *m, const uint8_t *text, const int32_t *offsets, int tokens, const uint8_t *mode, int most, int parts,
           int width, int poor, int room, int32_t *starts, uint8_t *from, uint8_t *to, int32_t *word, int32_t *cost) {
    Work w;
    memset(&w, 0, sizeof w);
    w.width = width;
    w.slot = calloc(m->nodes, sizeof(uint16_t));
    w.letters = calloc((size_t)3 * m->segments, sizeof(Letters *));
    Edges e = {room, 0, from, to, word, cost};
    const uint8_t *before = NULL; /* the token whose columns are there, its length and mode */
    int length = 0, loud = -1, ok = 1;
    for (int t = 0; t < tokens && ok; t++) {
        const uint8_t *s = text + offsets[t];
        int n = offsets[t + 1] - offsets[t], capitals = mode[t] & 1, at = 0;
        starts[t] = e.size;
        if (n > LONGEST || n < 1) continue;
        if (loud == capitals) {
            while (at < n && at < length && s[at] == before[at]) at++;
            at++;
        }
        for (; at <= n; at++) fill(m, &w, w.whole, s, 0, at, capitals);
        before = s;
        length = n;
        loud = capitals;
        int first = e.size, got = add_words(m, &w.whole[n], most, 0, n, &e);
        int apart = mode[t] & 2 && n >= 4 && (got == 0 || (got > 0 && cost[first] > poor * n));
        ok = got >= 0 && (!apart || add_parts(m, &w, s, n, capitals, parts, &e));
    }
    starts[tokens] = e.size;
    release(m, &w);
    return ok ? e.size : -1;
}

/* ---- what a document teaches --------------------------------------------------------------------------------- */

typedef struct {
    int32_t size;
    const uint64_t *keys;      /* sorted: up to three letters read and two right ones, twelve bits each; no letter is 0 */
    const int32_t *number;     /* of the operation */
    const double *cost;        /* by number; under 0 for an operation that is no good */
} Operations;

static int operation(const Operations *o, uint64_t key) {
    int low = 0, high = o->size;
    while (low < high) {
        int mid = (low + high) / 2;
        if (o->keys[mid] < key) low = mid + 1; else high = mid;
    }
    return low < o->size && o->keys[low] == key ? o->number[low] : -1;
}

/* The key of letters read and right, 0 if one of them is in no operation. */
static uint64_t key_of(const uint16_t *read, int reads, const uint16_t *right, int rights) {
    uint64_t key = 0;
    for (int i = 0; i < 5; i++) {
        int letter = i < 3 ? (i < reads ? read[i] : 0) : (i - 3 < rights ? right[i - 3] : 0);
        if (!letter && (i < 3 ? i < reads : i - 3 < rights)) return 0;
        key = key << 12 | (uint64_t)letter;
    }
    return key;
}

#define TOKEN 64

/* The operations that turn each right word into what was read at least cost, counted. Longer words teach nothing. */
void learn(const Operations *o, int words, const uint16_t *read, const int32_t *read_at, const uint16_t *right,
           const int32_t *right_at, const int32_t *times, double *counts) {
    static const double never = 1e300;
    double best[TOKEN + 1][TOKEN + 1];
    int32_t back[TOKEN + 1][TOKEN + 1], done[TOKEN + 1][TOKEN + 1]; /* operation, and what it read and what it was for */
    for (int w = 0; w < words; w++) {
        const uint16_t *bad = read + read_at[w], *good = right + right_at[w];
        int n = read_at[w + 1] - read_at[w], m = right_at[w + 1] - right_at[w];
        if (n > TOKEN || m > TOKEN) continue;
        for (int i = 0; i <= m; i++) for (int j = 0; j <= n; j++) best[i][j] = never;
        best[0][0] = 0;
        for (int i = 0; i <= m; i++) for (int j = 0; j <= n; j++) {
            if (best[i][j] == never) continue;
            for (int di = 0; di <= 2 && i + di <= m; di++)
                for (int dj = di != 1; dj <= (di ? 3 : 1) && j + dj <= n; dj++) {
                    if (di == 2 && dj == 2 && (bad[j] == good[i] || bad[j + 1] == good[i + 1])) continue;
                    uint64_t key = key_of(bad + j, dj, good + i, di);
                    int number = key ? operation(o, key) : -1;
                    double step = number >= 0 && o->cost[number] >= 0 ? o->cost[number] : 7.0 + 2.0 * (di > dj ? di : dj);
                    if (best[i][j] + step >= best[i + di][j + dj]) continue;
                    best[i + di][j + dj] = best[i][j] + step;
                    back[i + di][j + dj] = number;
                    done[i + di][j + dj] = di << 2 | dj;
                }
        }
        for (int i = m, j = n; i || j;) {
            int d = done[i][j];
            if (back[i][j] >= 0) counts[back[i][j]] += times[w];
            i -= d >> 2;
            j -= d & 3;
        }
    }
}

/* ---- language model ---------------------------------------------------------------------------------------- */

typedef struct { int32_t word, pair, triple; } Context; /* word; places of the pair and triple it ends, -1 for none */

static int child_of(const uint16_t *words, const uint32_t *start, int parent, int word) {
    if (parent < 0) return -1;
    const uint16_t *at = words + start[parent];
    uint32_t left = start[parent + 1] - start[parent];
    if (!left) return -1;
    while (left > 1) {         /* without branches: which way to go cannot be foretold */
        uint32_t half = left / 2;
        at += half * (at[half - 1] < word);
        left -= half;
    }
    return *at == word ? (int)(at - words) : -1;
}

/* The cost of a word whose pair with the word before is known, and the context after it. */
static inline int after_pair(const Model *m, const Context *c, int word, int pair, Context *out) {
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

static int lm_step(const Model *m, const Context *c, int word, Context *out) {
    return after_pair(m, c, word, child_of(m->word2, m->start1, c->word, word), out);
}

/* -ln of the document's share of a word after another, FAR where it has neither. */
static int own_cost(const Cache *d, int before, int word) {
    uint32_t key = (uint32_t)before << 16 | (uint32_t)word;
    const uint32_t *at = d->keys;
    for (int left = d->size; left > 1; left -= left / 2) at += left / 2 * (at[left / 2 - 1] < key);
    return *at == key ? d->cost[at - d->keys] : d->single[word];
}

/* The first place among the phrases whose key is not below. */
static int phrase_at(const Cache *d, uint64_t key) {
    int low = 0, high = d->phrases;
    while (low < high) {
        int mid = (low + high) / 2;
        if (d->phrase[mid] < key) low = mid + 1; else high = mid;
    }
    return low;
}

static inline int with_document(const Cache *d, int own, int cost) {
    if (!d->size) return cost;
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
typedef struct { int32_t size, worst, dearest; } Group; /* states at a node; where the dearest is and, once full, its cost */

#define GAP 15000              /* a state dearer than the best of its node by more leads nowhere */

static int add_state(State *states, Group *g, int beam, const Context *c, int cost, int edge, int before) {
    int at = 0;
    while (at < g->size && (states[at].c.word != c->word || states[at].c.pair != c->pair || states[at].c.triple != c->triple)) at++;
    if (at < g->size && cost >= states[at].cost) return at;
    if (at == g->size && at == beam) {
        if (g->dearest <= cost) return -1;
        at = g->worst;
    } else if (at == g->size) g->size++;
    State fresh = {*c, cost, edge, before};
    states[at] = fresh;
    if (g->size == beam) {
        g->worst = 0;
        for (int i = 1; i < beam; i++) if (states[i].cost > states[g->worst].cost) g->worst = i;
        g->dearest = states[g->worst].cost;
    }
    return at;
}

/* Places of the states of a node, cheapest first. */
static void ordered(const State *states, int size, int32_t *order) {
    for (int i = 0; i < size; i++) {
        int at = i;
        for (; at > 0 && states[order[at - 1]].cost > states[i].cost; at--) order[at] = order[at - 1];
        order[at] = i;
    }
}

typedef struct { int32_t pair, own; } Known; /* place of a pair of words, -2 while not looked up, and the document's cost */

/* The cheapest path. Edges are sorted by the node they leave; nodes are in order, every edge goes forward. Per edge of the
 * path: its number, how much dearer the best path that differs there is, and that path's edge. Gives the length, -1 if none. */
int decode(const Model *m, const Cache *d, int nodes, const int32_t *starts, const int32_t *to, const int32_t *word,
           const int32_t *cost, int beam, int weight, int32_t *path, int32_t *margin, int32_t *rival) {
    State *states = malloc(sizeof(State) * (size_t)nodes * beam);
    Group *groups = malloc(sizeof(Group) * (size_t)nodes);
    int32_t *step_at = calloc((size_t)nodes + 1, sizeof(int32_t)), *order = malloc(sizeof(int32_t) * beam);
    int64_t room = 1024, count = 0;
    int most = 0;
    for (int v = 0; v < nodes; v++) {
        Group empty = {0, 0, INT32_MAX};
        groups[v] = empty;
        if (starts[v + 1] - starts[v] > most) most = starts[v + 1] - starts[v];
    }
    Known *known = malloc(sizeof(Known) * ((size_t)most * beam + 1));
    int32_t *last_words = malloc(sizeof(int32_t) * beam);
    Step *steps = malloc(sizeof(Step) * room);
    Context begin = {1, -1, -1};
    add_state(states, &groups[0], beam, &begin, 0, -1, -1);
    for (int v = 0; v < nodes; v++) {
        step_at[v] = (int32_t)count;
        State *all = &states[(size_t)v * beam];
        int edges = starts[v + 1] - starts[v], kinds = 0;
        ordered(all, groups[v].size, order);
        for (int s = 0; s < groups[v].size; s++) {
            State *here = &all[order[s]];
            if (here->cost > all[order[0]].cost + GAP) break;
            int kind = 0, place = v * beam + order[s];
            while (kind < kinds && last_words[kind] != here->c.word) kind++;
            Known *pairs = known + (size_t)kind * edges;
            if (kind == kinds) {
                last_words[kinds++] = here->c.word;
                for (int e = 0; e < edges; e++) pairs[e].pair = -2;
            }
            uint64_t said = here->before < 0 ? 0 : (uint64_t)states[here->before].c.word << 32 | (uint64_t)here->c.word << 16;
            int phrase = d->phrases && said ? phrase_at(d, said) : 0;
            int phrases = d->phrases && said ? phrase_at(d, said + 65536) : 0;
            for (int e = starts[v]; e < starts[v + 1]; e++) {
                int t = to[e], more = cost[e];
                if (here->cost + more >= groups[t].dearest) continue;
                Context next = here->c;
                if (word[e] >= 0) {
                    Known *k = &pairs[e - starts[v]];
                    if (k->pair == -2) {
                        k->pair = child_of(m->word2, m->start1, here->c.word, word[e]);
                        k->own = d->size ? own_cost(d, here->c.word, word[e]) : FAR;
                    }
                    int lm = after_pair(m, &here->c, word[e], k->pair, &next), own = k->own;
                    for (int p = phrase; p < phrases; p++)
                        if ((int32_t)(d->phrase[p] & 65535) == word[e] && d->phrase_cost[p] < own) own = d->phrase_cost[p];
                    more += (int)((int64_t)with_document(d, own, lm) * weight / 1024);
                }
                int at = add_state(&states[(size_t)t * beam], &groups[t], beam, &next, here->cost + more, e, place);
                if (at < 0) continue;
                if (count == room) { room *= 2; steps = realloc(steps, sizeof(Step) * room); }
                Step step = {place, t * beam + at, e, more};
                steps[count++] = step;
            }
        }
    }
    step_at[nodes] = (int32_t)count;
    int length = -1, last = nodes - 1, best = 0;
    if (groups[last].size) {
        for (int s = 1; s < groups[last].size; s++)
            if (states[(size_t)last * beam + s].cost < states[(size_t)last * beam + best].cost) best = s;
        int total = states[(size_t)last * beam + best].cost;
        int32_t *ahead = malloc(sizeof(int32_t) * (size_t)nodes * beam);
        for (int64_t i = 0; i < (int64_t)nodes * beam; i++) ahead[i] = FAR * 1000;
        for (int s = 0; s < groups[last].size; s++) ahead[(size_t)last * beam + s] = 0;
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
    free(groups);
    free(order);
    free(known);
    free(last_words);
    free(step_at);
    free(steps);
    return length;
}
