# 两条命令，其余都由它们自己备好：make run 启动小研，make test 检查代码并跑全部测试。

VENV := .venv
PYTHON := $(VENV)/bin/python
PIP := $(PYTHON) -m pip install -qq
export PIP_CONSTRAINT := constraints.txt
export PIP_BUILD_CONSTRAINT := constraints.txt
export PIP_DISABLE_PIP_VERSION_CHECK := 1

.PHONY: run test bench browser

run: $(VENV)/ready
	@exec $(PYTHON) -m bot run

test: $(VENV)/ready-to-test browser
	$(PYTHON) -m ruff check
	$(PYTHON) -m ruff format --check --quiet
	$(PYTHON) -m mypy
	$(VENV)/bin/lint-imports --no-logo
	$(PYTHON) -m pytest -n auto

# Ratios to a floor or a peer in the same run, for no single figure holds on another machine.
bench: $(VENV)/ready-to-test
	@$(PYTHON) -m tests.benchmark.understanding
	@$(PYTHON) -m tests.benchmark.conversation
	@$(PYTHON) -m tests.benchmark.wecom
	@$(PYTHON) -m tests.benchmark.digests

$(VENV)/ready: $(PYTHON) pyproject.toml constraints.txt
	@echo "正在安装小研要用的组件，第一次约需一分钟……"
	@$(PIP) --editable . || { echo "安装没有成功，原因见上。下载太慢或不通时，可用环境变量 PIP_INDEX_URL 换一个镜像再试。"; exit 1; }
	@touch $@

$(VENV)/ready-to-test: $(VENV)/ready
	@$(PIP) --editable '.[dev]' || { echo "测试工具安装没有成功，原因见上。"; exit 1; }
	@touch $@

# The first Python that runs, is new enough and can make an environment; a name may be there and not run.
$(PYTHON):
	@found=; bare=; \
	for name in python3 python3.13 python3.12 python3.11 python3.14; do \
		$$name -c 'import sys; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1 || continue; \
		if $$name -c 'import ensurepip, venv' >/dev/null 2>&1; then found=$$name; break; fi; \
		bare=$$name; \
	done; \
	if [ -n "$$found" ]; then rm -rf $(VENV) && exec $$found -m venv $(VENV); fi; \
	if [ -n "$$bare" ]; then \
		echo "$$bare 缺少 venv 模块。Debian、Ubuntu 请先装：apt install python3-venv，再重来一次。"; \
	else \
		echo "小研需要 Python 3.11 或更新的版本；这里：$$(python3 --version 2>/dev/null | grep . || echo 没有 python3)。"; \
	fi; \
	exit 1

# Debian's Chromium for the browser tests, where it is missing and may be installed; without it they are skipped.
browser:
	@command -v chromium >/dev/null && exit 0; \
	echo "没有 Chromium，试着安装……"; \
	if [ "$$(id -u)" = 0 ]; then as=; else as="sudo -n"; fi; \
	export DEBIAN_FRONTEND=noninteractive; \
	{ $$as apt-get update && $$as apt-get install -y --no-install-recommends chromium; } >/dev/null 2>&1 </dev/null; \
	command -v chromium >/dev/null || echo "装不上 Chromium，浏览器测试将跳过。"
