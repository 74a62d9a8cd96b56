// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

class QMessageBox;
class QWidget;

namespace chancery {

class PlanSession;

/// Whether a mistake is dear enough to say the word, the place and the counts once more before the plan is sent.
bool needsQuestion(const PlanSession &plan);

/// That question, to be opened; accepted() means yes.
QMessageBox *sendQuestion(const PlanSession &plan, QWidget *parent);

} // namespace chancery
