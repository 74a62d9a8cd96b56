// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QNetworkRequest>

namespace chancery {

/// A request with everything off that would act behind the pipeline's back: redirects, cookies, stored passwords,
/// caches and HTTP/2 (whose streams Qt sends again by itself).
QNetworkRequest plainRequest(const QUrl &url);

} // namespace chancery
