// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/async/result.h"

#include <QObject>
#include <QPointer>

#include <functional>
#include <memory>
#include <optional>
#include <type_traits>

namespace chancery {

template <class T>
class Pending;
template <class T>
class Promise;

namespace detail {

/// An object of the current thread through which a result that is ready too early is delivered a turn later.
QObject *courier();

/// What a Pending and its Promise share. Whoever waits owns it; the producer only watches.
template <class T>
struct PendingState
{
    std::optional<Result<T>> early;             ///< settled before anybody asked
    std::function<void(Result<T> &&)> consumer; ///< the one who asked
    std::function<void()> abandon;              ///< ends the work when nobody waits any more
    std::shared_ptr<void> upstream;             ///< the step this one waits for
    bool settled = false;

    ~PendingState()
    {
        if (!settled && abandon)
            abandon();
    }
};

/// Hands a settled result to the consumer. The state is kept alive by the caller, so the consumer may destroy
/// everything it can reach, itself included.
template <class T>
void deliver(const std::shared_ptr<PendingState<T>> &state, Result<T> &&result)
{
    const auto consumer = std::exchange(state->consumer, nullptr);
    consumer(std::move(result));
}

/// Attaches the consumer; a result that is already there is delivered from the event loop, never from here.
template <class T>
void consume(const std::shared_ptr<PendingState<T>> &state, std::function<void(Result<T> &&)> consumer)
{
    Q_ASSERT_X(!state->consumer, "Pending", "has one consumer");
    state->consumer = std::move(consumer);
    if (!state->early)
        return;
    QMetaObject::invokeMethod(
        courier(),
        [watched = std::weak_ptr(state)] {
            if (const auto alive = watched.lock(); alive && alive->early) {
                Result<T> result = std::move(*alive->early);
                alive->early.reset();
                deliver(alive, std::move(result));
            }
        },
        Qt::QueuedConnection);
}

template <class T>
struct IsPending : std::false_type
{};
template <class T>
struct IsPending<Pending<T>> : std::true_type
{
    using Value = T;
};

} // namespace detail

/// The producer's end: weak, so that an answer nobody waits for goes nowhere. Only the first settlement counts.
template <class T>
class Promise
{
public:
    explicit Promise(std::weak_ptr<detail::PendingState<T>> state)
        : m_state(std::move(state))
    {}

    void settle(Result<T> result) const
    {
        const auto state = m_state.lock();
        if (!state || state->settled)
            return;
        state->settled = true;
        state->abandon = nullptr;
        if (state->consumer)
            detail::deliver(state, std::move(result));
        else
            state->early.emplace(std::move(result));
    }

    bool isWanted() const
    {
        const auto state = m_state.lock();
        return state && !state->settled;
    }

    /// What ends the work when the consumer is gone; called at most once, never after settle().
    void whenAbandoned(std::function<void()> abandon) const
    {
        if (const auto state = m_state.lock(); state && !state->settled)
            state->abandon = std::move(abandon);
        else if (!state && abandon)
            abandon();
    }

private:
    std::weak_ptr<detail::PendingState<T>> m_state;
};

/// A value that is on its way: hot, one-shot, with one consumer, in the thread that made it.
///
/// - `then(context, f)` ends the chain: `f(Result<T>)` never runs before `then` returns and never after the context is
///   gone. The work hangs on a child of the context, so Qt's parent tree is the cancellation tree.
/// - `andThen`, `transform` and `orElse` add a step; an error passes the steps it does not concern.
/// - Dropping a Pending abandons its work: a reply is aborted, a timer stops.
template <class T>
class [[nodiscard]] Pending
{
public:
    using Value = T;
    using State = detail::PendingState<T>;

    Pending(Pending &&) noexcept = default;
    Pending &operator=(Pending &&) noexcept = default;
    Pending(const Pending &) = delete;
    Pending &operator=(const Pending &) = delete;
    ~Pending() = default;

    struct Ends;
    /// A fresh promise with its pending value.
    static Ends make();

    static Pending ready(T value) { return settled(Result<T>(std::move(value))); }
    static Pending failed(Error error) { return settled(Result<T>(std::move(error))); }
    static Pending settled(Result<T> result)
    {
        Pending pending(std::make_shared<State>());
        pending.m_state->settled = true;
        pending.m_state->early.emplace(std::move(result));
        return pending;
    }

    /// Ends the chain. `f` takes a Result<T>.
    template <class F>
    void then(QObject *context, F f) &&
    {
        struct Anchor : QObject
        {
            using QObject::QObject;
            std::shared_ptr<State> state;
        };
        auto *anchor = new Anchor(context);
        anchor->state = std::move(m_state);
        detail::consume<T>(anchor->state, [anchor, f = std::move(f)](Result<T> &&result) mutable {
            anchor->state.reset();
            anchor->deleteLater();
            f(std::move(result));
        });
    }

    /// The next step: `f(T) -> Pending<U>`, skipped by an error.
    template <class F>
    auto andThen(F f) &&
    {
        using Returned = std::invoke_result_t<F, T>;
        static_assert(detail::IsPending<Returned>::value, "andThen takes a function that returns a Pending");
        using U = typename Returned::Value;
        return std::move(*this).template step<U>([f = std::move(f)](Result<T> &&result, const auto &next) mutable {
            if (result)
                next.follow(f(std::move(result).value()));
            else
                next.settle(result.error());
        });
    }

    /// Changes the value: `f(T) -> U` or `f(T) -> Result<U>`.
    template <class F>
    auto transform(F f) &&
    {
        using Returned = std::invoke_result_t<F, T>;
        using U = typename std::conditional_t<IsResult<Returned>::value, Returned, Result<Returned>>::Value;
        return std::move(*this).template step<U>([f = std::move(f)](Result<T> &&result, const auto &next) mutable {
            if (result)
                next.settle(Result<U>(f(std::move(result).value())));
            else
                next.settle(result.error());
        });
    }

    /// Recovers: `f(Error) -> Pending<T>` or `-> Result<T>`, skipped by a value.
    template <class F>
    Pending orElse(F f) &&
    {
        using Returned = std::invoke_result_t<F, Error>;
        return std::move(*this).template step<T>([f = std::move(f)](Result<T> &&result, const auto &next) mutable {
            if (result)
                next.settle(std::move(result));
            else if constexpr (detail::IsPending<Returned>::value)
                next.follow(f(result.error()));
            else
                next.settle(Result<T>(f(result.error())));
        });
    }

private:
    template <class>
    friend class Pending;
    explicit Pending(std::shared_ptr<State> state)
        : m_state(std::move(state))
    {}

    /// A promise that can also take over another pending value as its own.
    template <class U>
    struct Following : Promise<U>
    {
        explicit Following(std::weak_ptr<detail::PendingState<U>> state)
            : Promise<U>(state)
            , watched(std::move(state))
        {}
        void follow(Pending<U> inner) const
        {
            const auto state = watched.lock();
            if (!state)
                return;
            state->upstream = inner.m_state;
            detail::consume<U>(inner.m_state,
                               [promise = Promise<U>(*this)](Result<U> &&r) { promise.settle(std::move(r)); });
        }
        std::weak_ptr<detail::PendingState<U>> watched;
    };

    template <class U, class F>
    Pending<U> step(F f) &&
    {
        auto next = std::make_shared<detail::PendingState<U>>();
        next->upstream = m_state;
        detail::consume<T>(m_state, [f = std::move(f), watched = std::weak_ptr(next)](Result<T> &&result) mutable {
            if (!watched.expired())
                f(std::move(result), Following<U>(watched));
        });
        m_state.reset();
        return Pending<U>(std::move(next));
    }

    std::shared_ptr<State> m_state;
};

template <class T>
struct Pending<T>::Ends
{
    Promise<T> promise;
    Pending<T> pending;
};

template <class T>
typename Pending<T>::Ends Pending<T>::make()
{
    auto state = std::make_shared<State>();
    Promise<T> promise{std::weak_ptr(state)};
    return Ends{std::move(promise), Pending(std::move(state))};
}

} // namespace chancery
