// TRAJECT-1 common parts: generators, parameter draws, discounting, summary output.
// Convention (see README.md beside this file):
//   months t = 0..59; money of month t is paid in the state held during month t, times 1.0225^(-t/12);
//   the transition is drawn at the end of month t; at the end of month t = 11 (the 12th month in traject)
//   whoever does not leave to Work or Other is moved to Benefit.
//   work_pm = sum over t = 0..59 of persons in Work; work60 = persons in Work after the 60th transition.
#pragma once
#include <algorithm>
#include <chrono>
#include <cmath>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <ctime>
#include <string>
#include <thread>
#include <vector>
#include <atomic>

constexpr int T = 60, CAP = 12;
constexpr double B_BENEFIT = 1250.0;

static inline uint64_t splitmix64(uint64_t &x) {
  uint64_t z = (x += 0x9E3779B97F4A7C15ull);
  z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9ull;
  z = (z ^ (z >> 27)) * 0x94D049BB133111EBull;
  return z ^ (z >> 31);
}
struct Xoshiro {  // xoshiro256++ (Blackman & Vigna, public domain)
  uint64_t s[4];
  Xoshiro(uint64_t seed, uint64_t stream) {
    uint64_t x = seed * 0xD1342543DE82EF95ull + stream * 0x2545F4914F6CDD1Dull + 0x1234567;
    for (auto &v : s) v = splitmix64(x);
  }
  static inline uint64_t rotl(uint64_t x, int k) { return (x << k) | (x >> (64 - k)); }
  inline uint64_t next() {
    uint64_t r = rotl(s[0] + s[3], 23) + s[0], t = s[1] << 17;
    s[2] ^= s[0]; s[3] ^= s[1]; s[1] ^= s[2]; s[0] ^= s[3]; s[2] ^= t; s[3] = rotl(s[3], 45);
    return r;
  }
  inline double u01() { return (next() >> 11) * 0x1.0p-53; }              // [0,1)
  inline double u01open() { return ((next() >> 12) + 0.5) * 0x1.0p-52; }  // (0,1)
};

template <class G> static inline double normal(G &g) {  // Marsaglia polar, one of the pair
  for (;;) {
    double a = 2 * g.u01() - 1, b = 2 * g.u01() - 1, s = a * a + b * b;
    if (s < 1 && s > 0) return a * std::sqrt(-2 * std::log(s) / s);
  }
}
template <class G> static double gamma1(G &g, double a) {  // Marsaglia-Tsang, a >= 1, scale 1
  double d = a - 1.0 / 3, c = 1 / std::sqrt(9 * d);
  for (;;) {
    double x = normal(g), v = 1 + c * x;
    if (v <= 0) continue;
    v = v * v * v;
    double u = g.u01open();
    if (u < 1 - 0.0331 * x * x * x * x || std::log(u) < 0.5 * x * x + d * (1 - v + std::log(v))) return d * v;
  }
}
template <class G> static inline double beta(G &g, double a, double b) {
  double x = gamma1(g, a), y = gamma1(g, b);
  return x / (x + y);
}

struct Params { double pW, pD, pO, pR, pB, cT; };
template <class G> static inline Params draw_params(G &g) {
  Params p;
  p.pW = beta(g, 8, 92); p.pD = beta(g, 3, 97); p.pO = beta(g, 1, 99);
  p.pR = beta(g, 2, 98); p.pB = beta(g, 2, 98); p.cT = 10 * gamma1(g, 25);
  return p;
}
struct Disc {  // v[t] = discount factor; c[t] = sum of v[0..t-1]
  double v[T + 1], c[T + 2];
  Disc() {
    c[0] = 0;
    for (int t = 0; t <= T; ++t) { v[t] = std::pow(1.0225, -t / 12.0); c[t + 1] = c[t] + v[t]; }
  }
};
struct Out { double cost, ben, work_pm, work60; };

static inline double cpu_now() { timespec t; clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t); return t.tv_sec + 1e-9 * t.tv_nsec; }
static inline double wall_now() { return std::chrono::duration<double>(std::chrono::steady_clock::now().time_since_epoch()).count(); }

static double quant(const std::vector<double> &x, double q) {  // sorted; R type 7
  double h = (x.size() - 1) * q; size_t i = (size_t)h;
  return i + 1 < x.size() ? x[i] + (h - i) * (x[i + 1] - x[i]) : x.back();
}
static void report(const char *peer, const char *variant, int N, int threads, const std::vector<Out> &o, double wall, double cpu) {
  const char *nm[4] = {"cost", "ben", "work_pm", "work60"};
  size_t R = o.size();
  printf("{\"peer\":\"%s\",\"variant\":\"%s\",\"R\":%zu,\"N\":%d,\"threads\":%d,\"inner_wall\":%.6f,\"inner_cpu\":%.6f,\"out\":{", peer, variant, R, N, threads, wall, cpu);
  for (int k = 0; k < 4; ++k) {
    std::vector<double> x(R);
    double m = 0, s = 0;
    for (size_t i = 0; i < R; ++i) { const double *d = &o[i].cost; x[i] = d[k]; m += x[i]; }
    m /= R;
    for (double v : x) s += (v - m) * (v - m);
    s = R > 1 ? std::sqrt(s / (R - 1)) : 0;
    std::sort(x.begin(), x.end());
    printf("%s\"%s\":[%.6g,%.6g,%.6g,%.6g,%.6g]", k ? "," : "", nm[k], m, s, quant(x, .025), quant(x, .5), quant(x, .975));
  }
  printf("}}\n");
}
// Run f(rep) for all reps on `threads` threads, in chunks taken from a shared counter.
template <class F> static void parallel_reps(int R, int threads, F f) {
  std::atomic<int> next{0};
  int chunk = std::max(1, std::min(64, R / (threads * 8)));
  auto work = [&] { for (;;) { int a = next.fetch_add(chunk); if (a >= R) return; for (int r = a; r < std::min(R, a + chunk); ++r) f(r); } };
  std::vector<std::thread> th;
  for (int i = 1; i < threads; ++i) th.emplace_back(work);
  work();
  for (auto &t : th) t.join();
}
